package dev.latchkey.testkit;

import java.time.Duration;

/** Holds calls until a test opens it: slowness of exactly the length that the test wants. Thread-safe. */
public final class Gate {
    private int waiting;
    private boolean open;

    Gate() {}

    /** Lets all waiting and later calls pass, for good. */
    public synchronized void open() {
        open = true;
        notifyAll();
    }

    /**
     * Waits until so many calls wait here.
     *
     * @throws AssertionError if they do not come within the time
     * @throws InterruptedException if the test is interrupted
     */
    public synchronized void awaitWaiting(int calls, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (waiting < calls) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("only " + waiting + " of " + calls + " calls came to the gate");
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    synchronized void pass() {
        boolean interrupted = false;
        waiting++;
        notifyAll();
        while (!open) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        waiting--;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
