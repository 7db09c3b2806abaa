package dev.latchkey.bus.local;

import dev.latchkey.spi.Id;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/** A subscriber's code, held at arm's length: what it throws is logged, and the next message comes. Thread-safe. */
final class Listener {
    private static final Logger LOG = System.getLogger(Listener.class.getName());

    private final Id server;
    private final Consumer<byte[]> consumer;
    private volatile boolean open = true;

    Listener(Id server, Consumer<byte[]> consumer) {
        this.server = server;
        this.consumer = consumer;
    }

    @SuppressWarnings("CatchingUnchecked") // a bus outlives every fault of its listeners
    void accept(byte[] message) {
        if (!open) {
            return;
        }
        try {
            consumer.accept(message);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError thrown) {
            LOG.log(Level.WARNING, "bus listener threw server=" + server, thrown);
        }
    }

    void close() {
        open = false;
    }
}
