package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

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

    private final LinkedBlockingQueue<Job<?>> queue = new LinkedBlockingQueue<>(QUEUE);
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
        if (!inline(jobs)) {
            inFlight.incrementAndGet();
            try {
                jobs.forEach(this::submit);
                why = await(waiting);
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

    /**
     * Items run on their caller's thread where no others are in flight and it is nobody's turn: that spares two changes of
     * threads, and keeps a batch together. At most one thread at a time does so.
     */
    private boolean inline(List<? extends Job<?>> jobs) {
        if (jobs.size() > GROUP || closed || inFlight.get() > 0 || !turn.tryTake()) {
            return false;
        }
        Runnable tell;
        try {
            jobs.forEach(Job::start);
            tell = connection.transact(List.copyOf(jobs));
        } finally {
            turn.give();
        }
        tell.run();
        return true;
    }

    private void submit(Job<?> job) {
        if (closed) {
            job.notDone(closedWords(), null);
        } else if (!queue.offer(job)) {
            job.notDone("the store is overloaded, try again later: queued=" + QUEUE + " file=" + settings.file(), null);
        } else if (finished && job.start()) {
            job.notDone(closedWords(), null);
        }
    }

    private String await(CountDownLatch waiting) {
        try {
            Duration timeout = settings.timeout();
            return waiting.await(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    ? ""
                    : "the turn to write did not come in time; is another process stopped while it writes? file="
                            + settings.file() + " waited=" + timeout.toMillis() + "ms";
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
        for (Job<?> late = queue.poll(); late != null; late = queue.poll()) {
            if (late.start()) {
                late.notDone(closedWords(), null);
            }
        }
        closeConnection();
    }

    private void serve() {
        List<Job<?>> group = new ArrayList<>(GROUP);
        boolean last = false;
        while (!last) {
            group.clear();
            Job<?> first = take();
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
    private Job<?> take() {
        Job<?> taken = null;
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
    private boolean round(Job<?> first, List<Job<?>> group) {
        boolean last = false;
        try {
            turn.take();
        } catch (IOException | RuntimeException e) {
            if (first.start()) {
                first.notDone(
                        "the lock file cannot be used: make it and its folder writable: file=" + settings.file()
                                + "-lock error=" + e.getMessage(),
                        e);
            }
            return false;
        }
        Runnable tell;
        try {
            last = gather(first, group);
            tell = connection.transact(group);
        } finally {
            turn.give();
        }
        tell.run();
        return last;
    }

    private boolean gather(Job<?> first, List<Job<?>> group) {
        Job<?> next = first;
        while (next != null && next != end) {
            if (next.start()) {
                group.add(next);
            }
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
