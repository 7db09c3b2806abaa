package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread that writes: takes the turn, then all that waits, up to {@link #GROUP} items, puts them into one
 * transaction, passes the turn on, and only then tells the callers. So one sync of the disk serves many, and no
 * caller waits for a timer.
 */
final class Writer implements AutoCloseable {
    /** Most items in one transaction. */
    static final int GROUP = 256;

    /** Most items that wait; further ones are surely not done. */
    static final int QUEUE = 65_536;

    private final LinkedBlockingQueue<Queued> queue = new LinkedBlockingQueue<>(QUEUE);
    private final Turn turn;
    private final WriteConnection connection;
    private final SqliteSettings settings;
    private final Thread thread;
    private final Job<Boolean> end = new Job<>(transaction -> true, new CountDownLatch(1));
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean closed;
    private volatile boolean finished;

    Writer(Turn turn, WriteConnection connection, SqliteSettings settings) {
        this.turn = turn;
        this.connection = connection;
        this.settings = settings;
        this.thread =
                Thread.ofPlatform().name("latchkey-sqlite-writer").daemon(true).unstarted(this::loop);
        thread.start();
    }

    /** Runs one item and waits for its outcome. */
    <R> Outcome<R> run(Job.Work<R> work) {
        return run(List.of(work)).get(0);
    }

    /** Runs items, each for itself, and waits for their outcomes, at most as long as the settings say. */
    <R> List<Outcome<R>> run(List<Job.Work<R>> works) {
        CountDownLatch waiting = new CountDownLatch(works.size());
        List<Job<R>> jobs = new ArrayList<>(works.size());
        works.forEach(work -> jobs.add(new Job<>(work, waiting)));
        String why = "";
        if (jobs.size() > GROUP || !inline(jobs)) {
            inFlight.incrementAndGet();
            try {
                jobs.forEach(this::submit);
                why = await(millis -> waiting.await(millis, TimeUnit.MILLISECONDS));
            } finally {
                inFlight.decrementAndGet();
            }
        }
        List<Outcome<R>> outcomes = new ArrayList<>(jobs.size());
        for (Job<R> job : jobs) {
            outcomes.add(job.outcomeOr(why));
        }
        return outcomes;
    }

    /** Like {@link #run(List)}, but asks for the items when the turn has come; {@link #GROUP} at most. */
    <R> List<Outcome<R>> runLate(Supplier<List<Job.Work<R>>> works) {
        Late<R> late = new Late<>(works);
        String why = "";
        if (!inline(List.of(late))) {
            inFlight.incrementAndGet();
            try {
                why = submit(late);
                why = why.isEmpty() ? await(late::await) : why;
            } finally {
                inFlight.decrementAndGet();
            }
        }
        return late.outcomesOr(why);
    }

    /**
     * Items run on their caller's thread where no others are in flight and it is nobody's turn: that spares two changes of
     * threads, and keeps a batch together. At most one thread at a time does so.
     */
    private boolean inline(List<? extends Queued> queued) {
        if (closed || inFlight.get() > 0 || !turn.tryTake()) {
            return false;
        }
        Runnable tell;
        try {
            List<Job<?>> group = new ArrayList<>();
            queued.forEach(one -> one.start(group));
            tell = connection.transact(group);
        } finally {
            turn.give();
        }
        tell.run();
        return true;
    }

    private void submit(Job<?> job) {
        String why = submit((Queued) job);
        if (!why.isEmpty()) {
            settle(job, why, null);
        }
    }

    /** Why it is surely not run; empty where it is queued. */
    private String submit(Queued queued) {
        if (closed) {
            return closedWords();
        } else if (!queue.offer(queued)) {
            return "the store is overloaded, try again later: queued=" + QUEUE + " file=" + settings.file();
        } else {
            return finished ? closedWords() : "";
        }
    }

    /** Not run, unless it was. */
    private static void settle(Queued queued, String why, @Nullable Throwable cause) {
        List<Job<?>> started = new ArrayList<>();
        queued.start(started);
        started.forEach(job -> job.notDone(why, cause));
    }

    /** Waits so many milliseconds at most; false where they are over. */
    private interface Waiting {
        boolean await(long millis) throws InterruptedException;
    }

    private String await(Waiting waiting) {
        try {
            long timeout = settings.timeout().toMillis();
            return waiting.await(timeout)
                    ? ""
                    : "the turn to write did not come in time; is another process stopped while it writes? file="
                            + settings.file() + " waited=" + timeout + "ms";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted while waiting for the store: file=" + settings.file();
        }
    }

    private String closedWords() {
        return "the store is closed: file=" + settings.file();
    }

    private void loop() {
        serve();
        finished = true;
        for (Queued late = queue.poll(); late != null; late = queue.poll()) {
            settle(late, closedWords(), null);
        }
        closeConnection();
    }

    private void serve() {
        List<Job<?>> group = new ArrayList<>(GROUP);
        boolean last = false;
        while (!last) {
            group.clear();
            Queued first = take();
            last = first == end || round(first, group);
        }
    }

    /** In its turn, since a caller may be writing on its own thread. */
    private void closeConnection() {
        try {
            turn.take();
        } catch (IOException | RuntimeException e) {
            connection.close();
            return;
        }
        try {
            connection.close();
        } finally {
            turn.give();
        }
    }

    /** Nobody has a reason to interrupt this thread: only {@link #end} ends it. */
    private Queued take() {
        Queued taken = null;
        while (taken == null) {
            try {
                taken = queue.take();
            } catch (InterruptedException e) {
                System.getLogger(Writer.class.getName())
                        .log(System.Logger.Level.WARNING, "writer interrupted, goes on: file=" + settings.file());
            }
        }
        return taken;
    }

    /**
     * One turn.
     *
     * @return whether the last item was among those taken
     */
    private boolean round(Queued first, List<Job<?>> group) {
        AtomicBoolean last = new AtomicBoolean();
        try {
            turn.take(() -> last.set(gather(first, group)));
        } catch (IOException | RuntimeException e) {
            String why = "the lock file cannot be used: make it and its folder writable: file=" + settings.file()
                    + "-lock error=" + e.getMessage();
            settle(first, why, e);
            group.forEach(job -> job.notDone(why, e));
            return last.get();
        }
        Runnable tell;
        try {
            if (!last.get() && group.size() < GROUP) {
                // Who came while the one before was at work goes along.
                last.set(gather(queue.poll(), group));
            }
            tell = connection.transact(group);
        } finally {
            turn.give();
        }
        tell.run();
        return last.get();
    }

    private boolean gather(@Nullable Queued first, List<Job<?>> group) {
        Queued next = first;
        while (next != null && next != end) {
            next.start(group);
            next = group.size() < GROUP ? queue.poll() : null;
        }
        return next == end;
    }

    /** What is queued is still written; ends when that is done, or when the time-out is over. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        boolean told = false;
        long until = System.nanoTime() + settings.timeout().toNanos();
        while (thread.isAlive() && System.nanoTime() < until) {
            long left = Math.max(1, until - System.nanoTime());
            try {
                told = told || queue.offer(end, left, TimeUnit.NANOSECONDS);
                thread.join(Duration.ofNanos(left));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
