package dev.latchkey;

import dev.latchkey.engine.memory.MemoryEngine;
import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.StorageEngine;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A store in memory that a test can come between. */
final class WatchedEngine implements StorageEngine {
    final MemoryEngine store = MemoryEngine.builder().build();
    /** What becomes of a batch of commits. */
    volatile UnaryOperator<Function<List<Commit>, List<Outcome<CommitReply>>>> around = commit -> commit;

    volatile Runnable beforeRegister = () -> {};

    @Override
    public List<Outcome<OpenReply>> open(List<Open> opens) {
        return store.open(opens);
    }

    @Override
    public List<Outcome<CommitReply>> commit(List<Commit> commits) {
        return around.apply(store::commit).apply(commits);
    }

    @Override
    public List<Outcome<Cancel.Cancelled>> cancel(List<Cancel> cancels) {
        return store.cancel(cancels);
    }

    @Override
    public List<Outcome<Edit.Edited>> edit(List<Edit> edits) {
        return store.edit(edits);
    }

    @Override
    public List<Outcome<Optional<ProfileRecord>>> read(List<ProfileId> profiles) {
        return store.read(profiles);
    }

    @Override
    public Outcome<Registration.Registered> register(Registration registration) {
        beforeRegister.run();
        return store.register(registration);
    }

    @Override
    public Outcome<RenewReply> renew(Renewal renewal) {
        return store.renew(renewal);
    }

    @Override
    public Outcome<Burial.Reply> bury(Burial burial) {
        return store.bury(burial);
    }

    @Override
    public Optional<String> defaultBus() {
        return Optional.empty();
    }

    @Override
    public void close() {
        store.close();
    }
}
