package dev.latchkey.bus.local;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Messages that wait, bounded in number and in bytes; full means refused. Once closed it is empty for
 * good. Thread-safe; nothing is done under its lock but moving references.
 */
final class BoundedQueue {
    static final int MAX_MESSAGES = 4_096;
    static final long MAX_BYTES = 8L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<byte[]> messages = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    /** Whether the message was taken in: false when full or closed. */
    boolean offer(byte[] message) {
        lock.lock();
        try {
            // A message that is longer than the bound in bytes still passes through an empty queue.
            boolean full = messages.size() >= MAX_MESSAGES || (bytes > 0 && bytes + message.length > MAX_BYTES);
            if (closed || full) {
                return false;
            }
            messages.add(message);
            bytes += message.length;
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Moves messages into {@code batch}, in order, at most so many and until they are so many bytes. */
    void drainTo(List<byte[]> batch, int most, long mostBytes) {
        lock.lock();
        try {
            long taken = 0;
            while (batch.size() < most && taken < mostBytes) {
                byte[] next = messages.poll();
                if (next == null) {
                    return;
                }
                taken += next.length;
                bytes -= next.length;
                batch.add(next);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is a message, it is closed or the time is over; whether there is a message. */
    boolean await(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (messages.isEmpty() && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !messages.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits without a bound; false once closed. */
    boolean await() throws InterruptedException {
        while (!isClosed()) {
            if (await(TimeUnit.HOURS.toNanos(1))) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return messages.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Throws away what waits; how many that were. */
    int clear() {
        lock.lock();
        try {
            int dropped = messages.size();
            messages.clear();
            bytes = 0;
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Closes it only if it is empty; whether it is closed now. */
    boolean closeIfEmpty() {
        lock.lock();
        try {
            closed |= messages.isEmpty();
            return closed;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            messages.clear();
            bytes = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
