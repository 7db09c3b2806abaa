package dev.latchkey.bus.local;

import dev.latchkey.spi.Id;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A subscriber's code, held at arm's length: what it throws is logged, and the next message comes. Thread-safe. */
final class Listener {
    private static final Logger LOG = System.getLogger(Listener.class.getName());

    private final Id server;
    private final Function<byte[], @Nullable Runnable> function;
    private volatile boolean open = true;

    Listener(Id server, Function<byte[], @Nullable Runnable> function) {
        this.server = server;
        this.function = function;
    }

    /** One that never has anything left to do. */
    static Listener of(Id server, Consumer<byte[]> consumer) {
        return new Listener(server, message -> {
            consumer.accept(message);
            return null;
        });
    }

    /** What is left to do and may block; null for nothing. */
    @SuppressWarnings("CatchingUnchecked") // a bus outlives every fault of its listeners
    @Nullable
    Runnable accept(byte[] message) {
        if (!open) {
            return null;
        }
        try {
            return function.apply(message);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError thrown) {
            LOG.log(Level.WARNING, "bus listener threw server=" + server, thrown);
            return null;
        }
    }

    /** Does what {@link #accept} left. */
    @SuppressWarnings("CatchingUnchecked")
    void goOn(Runnable rest) {
        try {
            rest.run();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError thrown) {
            LOG.log(Level.WARNING, "bus listener threw server=" + server, thrown);
        }
    }

    void close() {
        open = false;
    }
}
