package dev.latchkey.bus.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;

/** Messages that wait for a thread. At most {@value #MOST} and {@value #MOST_BYTES} bytes; more are dropped. Thread-safe. */
public final class MessageQueue<T> {
    /** Most messages that wait. */
    public static final int MOST = 4_096;

    /** Most bytes that wait. */
    public static final int MOST_BYTES = 8 << 20;

    private final ToIntFunction<T> size;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<T> waiting = new ArrayDeque<>();
    private int bytes;
    private boolean closed;

    /**
     * @param size bytes of a message
     */
    public MessageQueue(ToIntFunction<T> size) {
        this.size = size;
    }

    /** Takes it in, or drops it where the queue is full or closed. Does not wait. */
    public void offer(T message) {
        lock.lock();
        try {
            if (!closed && waiting.size() < MOST && bytes + size.applyAsInt(message) <= MOST_BYTES) {
                waiting.addLast(message);
                bytes += size.applyAsInt(message);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What waits, up to {@code most}; nothing where nothing came for so long, or it is closed. */
    public List<T> take(int most, long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (waiting.isEmpty() && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            List<T> taken = new ArrayList<>();
            while (!closed && taken.size() < most && !waiting.isEmpty()) {
                T message = waiting.removeFirst();
                bytes -= size.applyAsInt(message);
                taken.add(message);
            }
            return taken;
        } catch (InterruptedException ignored) {
            // It can only come from a listener's own code, and must not end the deliveries.
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /** Waits so long, or until it is closed. */
    public void rest(long millis) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException ignored) {
            // Nobody has a reason to interrupt this thread; closing wakes it.
            return;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Throws away what waits, wakes whoever waits, and takes nothing more. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
