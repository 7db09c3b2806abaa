package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Items of one call that are asked for when the turn has come, so that whatever the caller has gathered until then goes
 * into the same transaction. Asked for once, at the latest when the caller gives up.
 */
final class Late<R> implements Queued {
    private final Supplier<List<Job.Work<R>>> works;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final CountDownLatch taken = new CountDownLatch(1);

    // Set before taken is counted down.
    private List<Job<R>> jobs = List.of();
    private CountDownLatch settled = new CountDownLatch(0);
    private @Nullable Throwable fault;

    Late(Supplier<List<Job.Work<R>>> works) {
        this.works = works;
    }

    @Override
    public void start(List<Job<?>> group) {
        if (take()) {
            jobs.forEach(job -> job.start(group));
        }
    }

    /** What the supplier throws is for its caller, not for the thread that writes: nothing is run then. */
    private boolean take() {
        if (!asked.compareAndSet(false, true)) {
            return false;
        }
        try {
            List<Job.Work<R>> given = works.get();
            CountDownLatch waiting = new CountDownLatch(given.size());
            settled = waiting;
            jobs = given.stream().map(work -> new Job<>(work, waiting)).toList();
        } catch (RuntimeException | Error thrown) {
            fault = thrown;
        } finally {
            taken.countDown();
        }
        return true;
    }

    /** Waits for all outcomes; false where the time is over. */
    boolean await(long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        return taken.await(millis, TimeUnit.MILLISECONDS)
                && settled.await(until - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** The outcomes for a caller that waits no longer. */
    List<Outcome<R>> outcomesOr(String why) {
        if (!take()) {
            awaitTaken();
        }
        if (fault != null) {
            throw new IllegalStateException("there are no items to run", fault);
        }
        List<Outcome<R>> outcomes = new ArrayList<>(jobs.size());
        for (Job<R> job : jobs) {
            outcomes.add(job.outcomeOr(why));
        }
        return outcomes;
    }

    /** Somebody is asking for the items just now, which takes no time. */
    private void awaitTaken() {
        boolean interrupted = false;
        while (taken.getCount() > 0) {
            try {
                taken.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
