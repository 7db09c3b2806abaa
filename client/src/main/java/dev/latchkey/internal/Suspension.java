package dev.latchkey.internal;

import dev.latchkey.SuspendedException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where updates wait for their session to be active again (L3). Thread-safe. */
final class Suspension {
    /** Whoever missed a change looks again after this long. */
    private static final long LOOK_MILLIS = 50;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();

    /** Waits until something may have changed; the caller looks whether it has. */
    @SuppressWarnings("WaitNotInLoop")
    void await() {
        lock.lock();
        try {
            boolean unused = change.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SuspendedException("interrupted while waiting for the session to be resumed", interrupted);
        } finally {
            lock.unlock();
        }
    }

    void changed() {
        lock.lock();
        try {
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
