package dev.latchkey;

import dev.latchkey.engine.memory.MemoryEngine;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.ForwardingEngine;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Registration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A store in memory that a test can come between. */
final class WatchedEngine extends ForwardingEngine {
    final MemoryEngine store;
    /** What becomes of a batch of commits. */
    volatile UnaryOperator<Function<List<Commit>, List<Outcome<CommitReply>>>> around = commit -> commit;

    volatile Runnable beforeRegister = () -> {};

    WatchedEngine() {
        this(MemoryEngine.builder().build());
    }

    private WatchedEngine(MemoryEngine store) {
        super(store);
        this.store = store;
    }

    @Override
    public List<Outcome<CommitReply>> commit(List<Commit> commits) {
        return around.apply(super::commit).apply(commits);
    }

    @Override
    public Outcome<Registration.Registered> register(Registration registration) {
        beforeRegister.run();
        return super.register(registration);
    }
}
