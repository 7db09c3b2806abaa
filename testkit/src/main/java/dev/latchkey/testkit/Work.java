package dev.latchkey.testkit;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Everything that runs aside in a {@link TestNetwork}, so that time goes on only when all of it has come to
 * rest: is done, or waits for something that only the test can give. Thread-safe.
 */
final class Work {
    /** Whoever waits this long waits for the test: what the servers wait for of each other takes microseconds. */
    private static final Duration BLOCKED = Duration.ofMillis(20);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Set<Thread> running = new HashSet<>();
    private long changes;

    /** Runs a task on a thread of its own. */
    void start(String name, Runnable task) {
        Thread thread = Thread.ofVirtual().name(name).unstarted(() -> run(task));
        synchronized (this) {
            running.add(thread);
            changes++;
        }
        thread.start();
    }

    private void run(Runnable task) {
        try {
            task.run();
        } finally {
            synchronized (this) {
                running.remove(Thread.currentThread());
                changes++;
                notifyAll();
            }
        }
    }

    /**
     * Waits until all tasks rest.
     *
     * @throws AssertionError if they do not within 20 s of real time
     */
    synchronized void settle() {
        long begun = System.nanoTime();
        long quietSince = begun;
        long seen = changes;
        while (!running.isEmpty()) {
            long now = System.nanoTime();
            if (changes != seen || !allBlocked()) {
                seen = changes;
                quietSince = now;
            } else if (now - quietSince > BLOCKED.toNanos()) {
                return;
            }
            if (now - begun > PATIENCE.toNanos()) {
                throw new AssertionError("the network did not come to rest within " + PATIENCE + ": " + running);
            }
            pause();
        }
    }

    private boolean allBlocked() {
        return running.stream().map(Thread::getState).allMatch(Work::isBlocked);
    }

    private static boolean isBlocked(Thread.State state) {
        return switch (state) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
        };
    }

    @SuppressWarnings("WaitNotInLoop") // the caller's loop looks again
    private void pause() {
        try {
            wait(1);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the network came to rest", interrupted);
        }
    }
}
