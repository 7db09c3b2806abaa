package dev.latchkey.bench;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;

/**
 * Group commit as one would write it by hand: one thread takes the turn, then all that waits, writes it in one
 * transaction, passes the turn on and tells the callers. Thread-safe.
 */
final class HandWrittenWriter implements AutoCloseable {
    /** How processes on one file keep out of each other's way. */
    enum Turns {
        /** A blocking lock on a side file. */
        LOCK,
        /** SQLite's own busy timeout. */
        BUSY_TIMEOUT
    }

    /** What a caller wants done inside a transaction. */
    @FunctionalInterface
    interface Work {
        void run(HandWrittenTable table) throws SQLException;
    }

    private record Job(Work work, CompletableFuture<Boolean> done) {}

    private static final int GROUP = 256;

    private final ArrayBlockingQueue<Job> queue = new ArrayBlockingQueue<>(4_096);
    private final HandWrittenTable table;
    private final Turns turns;
    private final FileChannel side;
    private final int group;
    private final Thread thread = Thread.ofPlatform().daemon(true).unstarted(this::loop);
    private final Job end = new Job(nothing -> {}, new CompletableFuture<>());

    private HandWrittenWriter(Path file, Turns turns, int group) throws SQLException, IOException {
        this.turns = turns;
        this.group = group;
        table = new HandWrittenTable(file, Duration.ofSeconds(10));
        side = FileChannel.open(
                file.resolveSibling(file.getFileName() + "-side"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Groups of up to 256. */
    static HandWrittenWriter grouping(Path file, Turns turns) throws SQLException, IOException {
        HandWrittenWriter writer = new HandWrittenWriter(file, turns, GROUP);
        writer.thread.start();
        return writer;
    }

    /** One transaction for each item. */
    static HandWrittenWriter single(Path file) throws SQLException, IOException {
        HandWrittenWriter writer = new HandWrittenWriter(file, Turns.LOCK, 1);
        writer.thread.start();
        return writer;
    }

    /** Blocks until it is durable. */
    void run(Work work) throws InterruptedException {
        Job job = new Job(work, new CompletableFuture<>());
        queue.put(job);
        job.done().join();
    }

    private void loop() {
        List<Job> taken = new ArrayList<>(group);
        while (!taken.contains(end)) {
            taken.clear();
            try {
                taken.add(queue.take());
                round(taken);
            } catch (InterruptedException | SQLException | IOException | RuntimeException e) {
                taken.forEach(job -> job.done().completeExceptionally(e));
            }
        }
    }

    private void round(List<Job> taken) throws SQLException, IOException {
        FileLock turn = turns == Turns.LOCK ? side.lock() : null;
        try {
            queue.drainTo(taken, group - taken.size());
            table.begin();
            for (Job job : taken) {
                job.work().run(table);
            }
            table.commit();
        } finally {
            if (turn != null) {
                turn.release();
            }
        }
        taken.forEach(job -> job.done().complete(true));
    }

    @Override
    public void close() throws SQLException, IOException, InterruptedException {
        queue.put(end);
        thread.join();
        table.close();
        side.close();
    }
}
