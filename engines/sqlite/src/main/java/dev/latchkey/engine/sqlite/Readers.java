package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Outcome;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A few connections that only read, opened when needed. They see whatever was told to be done. Thread-safe. */
final class Readers implements AutoCloseable {
    /** Reads what one statement sees. */
    @FunctionalInterface
    interface Read<R> {
        R run(Statements statements) throws SQLException;
    }

    /** How many reads run at once; further ones wait for one of these. */
    static final int CONNECTIONS = 4;

    private final Database database;
    private final SqliteSettings settings;
    private final Semaphore free = new Semaphore(CONNECTIONS);
    private final ConcurrentLinkedQueue<Statements> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    Readers(Database database, SqliteSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Runs a read; never unknown, since it has no effect. */
    <R> Outcome<R> run(Read<R> read) {
        try {
            if (!free.tryAcquire(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                return Outcome.notDone(
                        "the store is overloaded, too many reads at once: file=" + settings.file(), null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.notDone("interrupted while waiting for the store: file=" + settings.file(), null);
        }
        try {
            return closed ? Outcome.notDone("the store is closed: file=" + settings.file(), null) : borrow(read);
        } finally {
            free.release();
        }
    }

    private <R> Outcome<R> borrow(Read<R> read) {
        Statements statements = idle.poll();
        try {
            if (statements == null) {
                statements = database.reader();
            }
            Outcome<R> outcome = Outcome.done(read.run(statements));
            idle.add(statements);
            return outcome;
        } catch (SQLException | RuntimeException e) {
            close(statements);
            return Outcome.notDone(Failures.words(settings.file(), e), e);
        }
    }

    /** Waits for reads in progress. */
    @Override
    public void close() {
        closed = true;
        free.acquireUninterruptibly(CONNECTIONS);
        for (Statements statements = idle.poll(); statements != null; statements = idle.poll()) {
            close(statements);
        }
        free.release(CONNECTIONS);
    }

    private static void close(@Nullable Statements statements) {
        try {
            if (statements != null) {
                statements.close();
            }
        } catch (SQLException e) {
            System.getLogger(Readers.class.getName())
                    .log(System.Logger.Level.WARNING, "could not close a reading connection", e);
        }
    }
}
