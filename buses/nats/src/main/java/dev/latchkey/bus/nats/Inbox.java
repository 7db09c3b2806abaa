package dev.latchkey.bus.nats;

import dev.latchkey.spi.Id;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One subscription: hands messages to its listener on a thread of its own, in order. Thread-safe. */
final class Inbox {
    private static final System.Logger LOG = System.getLogger(Inbox.class.getName());

    private final Id server;
    private final Consumer<byte[]> listener;
    private final Queue<byte[]> queue = new Queue<>(message -> message.length);

    Inbox(Id server, Consumer<byte[]> listener) {
        this.server = server;
        this.listener = listener;
        Thread.ofVirtual().name("latchkey-bus-nats-inbox").start(this::run);
    }

    void offer(byte[] message) {
        queue.offer(message);
    }

    private void run() {
        while (!queue.isClosed()) {
            for (byte[] message : queue.take(1, TimeUnit.HOURS.toNanos(1))) {
                hand(message);
            }
        }
    }

    @SuppressWarnings("CatchingUnchecked") // a bus outlives every fault of its listeners
    private void hand(byte[] message) {
        try {
            listener.accept(message);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError thrown) {
            LOG.log(System.Logger.Level.WARNING, "bus listener threw server=" + server, thrown);
        }
    }

    void close() {
        queue.close();
    }
}
