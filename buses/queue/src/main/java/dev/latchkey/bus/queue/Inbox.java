package dev.latchkey.bus.queue;

import dev.latchkey.spi.Id;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One subscription: hands messages to its listener on a thread of its own, in order. Thread-safe. */
public final class Inbox {
    private static final System.Logger LOG = System.getLogger(Inbox.class.getName());

    private final Id server;
    private final Consumer<byte[]> listener;
    private final MessageQueue<byte[]> queue = new MessageQueue<>(message -> message.length);

    /**
     * Starts its thread.
     *
     * @param bus names the thread
     * @param listener may throw and may take long: it delays and loses its own messages only
     */
    public Inbox(String bus, Id server, Consumer<byte[]> listener) {
        this.server = server;
        this.listener = listener;
        Thread.ofVirtual().name("latchkey-bus-" + bus + "-inbox").start(this::run);
    }

    /** Hands it on soon, or drops it where too much waits. Does not wait. */
    public void offer(byte[] message) {
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

    /** What waits is dropped; a delivery that has begun goes on. */
    public void close() {
        queue.close();
    }
}
