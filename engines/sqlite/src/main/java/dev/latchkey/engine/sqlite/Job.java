package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Outcome;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One item of one call: what to do inside a transaction, and what became of it. */
final class Job<R> implements Queued {
    /** Computes one reply inside a transaction that is common to many. */
    @FunctionalInterface
    interface Work<R> {
        R run(Transaction transaction) throws SQLException;
    }

    private static final int QUEUED = 0;
    private static final int RUNNING = 1;
    private static final int SETTLED = 2;

    private final Work<R> work;
    private final CountDownLatch waiting;
    private final AtomicInteger state = new AtomicInteger(QUEUED);
    private @Nullable R reply;
    private volatile @Nullable Outcome<R> outcome;

    /**
     * @param waiting counted down once, when the outcome is there
     */
    Job(Work<R> work, CountDownLatch waiting) {
        this.work = work;
        this.waiting = waiting;
    }

    @Override
    public void start(List<Job<?>> group) {
        if (state.compareAndSet(QUEUED, RUNNING)) {
            group.add(this);
        }
    }

    /** Runs it; its reply counts only once the transaction is committed. */
    void run(Transaction transaction) throws SQLException {
        reply = work.run(transaction);
    }

    /** The transaction is committed. */
    void committed() {
        R computed = reply;
        if (computed == null) {
            throw new IllegalStateException("committed before it ran");
        }
        settle(Outcome.done(computed));
    }

    /** The first outcome counts. */
    private void settle(Outcome<R> known) {
        if (outcome == null) {
            outcome = known;
            state.set(SETTLED);
            waiting.countDown();
        }
    }

    void notDone(String message, @Nullable Throwable cause) {
        settle(Outcome.notDone(message, cause));
    }

    void unknown(String message, @Nullable Throwable cause) {
        settle(Outcome.unknown(message, cause));
    }

    /** The outcome for a caller that waits no longer. */
    Outcome<R> outcomeOr(String why) {
        Outcome<R> known = outcome;
        if (known != null) {
            return known;
        }
        if (state.compareAndSet(QUEUED, SETTLED)) {
            return Outcome.notDone(why, null);
        }
        Outcome<R> late = outcome;
        return late != null ? late : Outcome.unknown(why, null);
    }
}
