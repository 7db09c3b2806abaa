package dev.latchkey.bus.local;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands messages of the same process to one listener, on a thread of its own, in order. Full means
 * dropped and counted. Thread-safe.
 */
final class Mailbox {
    private static final int BATCH = 64;

    private final BoundedQueue queue = new BoundedQueue();
    private final Listener listener;
    private final AtomicLong dropped;

    Mailbox(String name, Listener listener, AtomicLong dropped) {
        this.listener = listener;
        this.dropped = dropped;
        Thread.ofVirtual().name(name).start(this::run);
    }

    void offer(byte[] message) {
        if (!queue.offer(message)) {
            dropped.incrementAndGet();
        }
    }

    private void run() {
        List<byte[]> batch = new ArrayList<>(BATCH);
        while (awaited()) {
            queue.drainTo(batch, BATCH, BoundedQueue.MAX_BYTES);
            batch.forEach(this::deliver);
            batch.clear();
        }
    }

    private void deliver(byte[] message) {
        Runnable rest = listener.accept(message);
        if (rest != null) {
            Thread.ofVirtual().name("latchkey-bus-own-rest").start(() -> listener.goOn(rest));
        }
    }

    /** An interrupt can only come from the listener's own code; it must not end the deliveries. */
    private boolean awaited() {
        while (true) {
            try {
                return queue.await();
            } catch (InterruptedException swallowed) {
                if (queue.isClosed()) {
                    return false;
                }
            }
        }
    }

    void close() {
        listener.close();
        queue.close();
    }
}
