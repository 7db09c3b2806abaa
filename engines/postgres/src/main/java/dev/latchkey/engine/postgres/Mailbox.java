package dev.latchkey.engine.postgres;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import java.lang.System.Logger.Level;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/** One subscription: what came for it waits here for its thread; what does not fit is dropped. Thread-safe. */
final class Mailbox implements MessageBus.Subscription {
    private static final System.Logger LOG = System.getLogger(Mailbox.class.getName());
    private static final int ROOM = 1_024;

    private final Id server;
    private final Consumer<byte[]> listener;
    private final Runnable onClose;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(ROOM);
    private final Thread thread;
    private boolean closed;

    /**
     * @param onClose run once, when it is closed
     */
    Mailbox(Id server, Consumer<byte[]> listener, Runnable onClose) {
        this.server = server;
        this.listener = listener;
        this.onClose = onClose;
        this.thread = Thread.ofVirtual().name("latchkey-notify-" + server).start(this::deliver);
    }

    Id server() {
        return server;
    }

    void put(byte[] message) {
        if (!waiting.offer(message)) {
            LOG.log(Level.DEBUG, "a message was dropped, the listener is too slow: server={0}", server);
        }
    }

    private void deliver() {
        try {
            while (begin()) {
                hear(waiting.take());
            }
        } catch (InterruptedException e) {
            // It is closed.
            waiting.clear();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // a bus outlives every fault of its listeners
    private void hear(byte[] message) {
        if (!begin()) {
            return;
        }
        try {
            listener.accept(message);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError thrown) {
            LOG.log(Level.WARNING, "bus listener threw server=" + server, thrown);
        }
    }

    private synchronized boolean begin() {
        return !closed;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        // A listener that closes its own subscription goes on undisturbed, and ends by itself.
        if (Thread.currentThread() != thread) {
            thread.interrupt();
        }
        onClose.run();
    }
}
