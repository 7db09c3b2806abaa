package dev.latchkey.engine.sql;

import dev.latchkey.spi.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs transactions and queries on a database, and says what became of them. Thread-safe.
 *
 * <p>Before COMMIT is sent, a failure means surely not: a server ends a transaction that nobody commits by undoing it.
 */
public final class Database implements AutoCloseable {
    /** What is done with a connection. */
    @FunctionalInterface
    public interface Work<R> {
        /** Runs it once; it may be run anew after a rollback. */
        R run(Statements statements) throws SQLException;
    }

    private static final int MOST_ATTEMPTS = 40;
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final DataSource source;
    private final Dialect dialect;
    private final @Nullable AutoCloseable owned;
    private volatile boolean closed;

    /**
     * @param owned closed with this; null for none
     */
    public Database(DataSource source, Dialect dialect, @Nullable AutoCloseable owned) {
        this.source = source;
        this.dialect = dialect;
        this.owned = owned;
    }

    /** One transaction. */
    public <R> Outcome<R> write(Work<R> work) {
        return run(work, true);
    }

    /** Queries that see one moment each, or one statement that is a transaction of its own. */
    public <R> Outcome<R> single(Work<R> work) {
        return run(work, false);
    }

    /** The driver's connections are in automatic mode between calls. */
    private <R> Outcome<R> run(Work<R> work, boolean transaction) {
        for (int attempt = 1; ; attempt++) {
            Attempt<R> made = new Attempt<>(dialect, transaction);
            Outcome<R> outcome = closed ? Outcome.notDone("the engine is closed", null) : made.on(source, work);
            if (!made.again() || attempt == MOST_ATTEMPTS) {
                return outcome;
            }
            // Two that meet again and again are to come at different times.
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_NANOS * attempt / MOST_ATTEMPTS));
        }
    }

    /** One attempt. */
    private static final class Attempt<R> {
        private final Dialect dialect;
        private final boolean transaction;
        private boolean again;
        /** Whether the server may have been told to make it last. */
        private boolean sent;

        Attempt(Dialect dialect, boolean transaction) {
            this.dialect = dialect;
            this.transaction = transaction;
        }

        boolean again() {
            return again;
        }

        Outcome<R> on(DataSource source, Work<R> work) {
            try (Connection connection = source.getConnection()) {
                return Outcome.done(transaction ? inTransaction(connection, work) : alone(connection, work));
            } catch (SQLException e) {
                return failed(e);
            }
        }

        private R alone(Connection connection, Work<R> work) throws SQLException {
            try (Statements statements = new Statements(connection, dialect)) {
                sent = true;
                return work.run(statements);
            }
        }

        private R inTransaction(Connection connection, Work<R> work) throws SQLException {
            connection.setAutoCommit(false);
            try (Statements statements = new Statements(connection, dialect)) {
                R reply = work.run(statements);
                sent = true;
                connection.commit();
                connection.setAutoCommit(true);
                return reply;
            } catch (SQLException | RuntimeException e) {
                undo(connection, e);
                throw e;
            }
        }

        private static void undo(Connection connection, Exception because) {
            try {
                connection.rollback();
                // Not before: a driver commits what is open when it is set back.
                connection.setAutoCommit(true);
            } catch (SQLException e) {
                because.addSuppressed(e);
            }
        }

        private Outcome<R> failed(SQLException failure) {
            Dialect.Failure meaning = failure instanceof Racing ? Dialect.Failure.TRY_AGAIN : dialect.failure(failure);
            again = meaning == Dialect.Failure.TRY_AGAIN;
            return sent && meaning == Dialect.Failure.UNKNOWN
                    ? Outcome.unknown(dialect.words(failure), failure)
                    : Outcome.notDone(dialect.words(failure), failure);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            if (owned != null) {
                owned.close();
            }
        } catch (Exception e) {
            System.getLogger(Database.class.getName())
                    .log(System.Logger.Level.WARNING, "could not close the connections", e);
        }
    }
}
