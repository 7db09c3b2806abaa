package dev.latchkey.engine.sqlite;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connection that writes, opened when it is first needed and again after a failure. Of the writer's thread.
 *
 * <p>What it promises of a group: an item is told "done" only after a COMMIT that succeeded, "surely not" where no COMMIT
 * with it was tried or a failed one could be taken back, "unknown" else. An item that fails takes no other with it: the
 * group is then written one by one.
 */
final class WriteConnection implements AutoCloseable {
    private final Database database;
    private final StoreClock clock;
    private @Nullable Transaction open;
    private boolean closed;

    WriteConnection(Database database, StoreClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Writes a group.
     *
     * @return tells the callers; to be run when the turn is over
     */
    Runnable transact(List<Job<?>> group) {
        List<Runnable> told = new ArrayList<>();
        try {
            if (!group.isEmpty()) {
                together(group, told);
            }
        } catch (RuntimeException | Error e) {
            drop();
            told.add(() -> group.forEach(job -> job.unknown("the store failed: error=" + e, e)));
        }
        return () -> told.forEach(Runnable::run);
    }

    private void together(List<Job<?>> group, List<Runnable> told) {
        Transaction transaction = begin(group, told);
        if (transaction == null) {
            return;
        }
        try {
            for (Job<?> job : group) {
                job.run(transaction);
            }
        } catch (SQLException | RuntimeException e) {
            // Never committed, so surely not done, whether or not the file can still be reached.
            drop();
            if (group.size() == 1) {
                notDone(group, e, told);
            } else {
                group.forEach(job -> together(List.of(job), told));
            }
            return;
        }
        commit(transaction, group, told);
    }

    private @Nullable Transaction begin(List<Job<?>> group, List<Runnable> told) {
        try {
            if (closed) {
                throw new UnusableException("the store is closed: file=" + database.file());
            }
            Transaction transaction = open == null ? connect() : open;
            transaction.begin(clock);
            return transaction;
        } catch (SQLException | IOException | RuntimeException e) {
            drop();
            notDone(group, e, told);
            return null;
        }
    }

    private Transaction connect() throws SQLException, IOException {
        Transaction transaction = new Transaction(database.writer());
        open = transaction;
        transaction.statements.run("BEGIN IMMEDIATE");
        clock.agree(transaction.statements);
        proveWritable(transaction.statements);
        transaction.commit();
        return transaction;
    }

    /** A file that is read-only shows it only when it is written to. */
    private void proveWritable(Statements statements) throws SQLException {
        PreparedStatement upsert = statements.of("INSERT OR REPLACE INTO meta (name, value) VALUES ('opened_at', ?)");
        upsert.setString(1, clock.instant().toString());
        upsert.executeUpdate();
    }

    private void commit(Transaction transaction, List<Job<?>> group, List<Runnable> told) {
        try {
            transaction.commit();
            told.add(() -> group.forEach(Job::committed));
        } catch (SQLException e) {
            if (Failures.surelyNotCommitted(e) && rolledBack(transaction)) {
                notDone(group, e, told);
            } else {
                String words = Failures.words(database.file(), e);
                told.add(() -> group.forEach(job -> job.unknown(words, e)));
            }
            drop();
        }
    }

    private static boolean rolledBack(Transaction transaction) {
        try {
            transaction.rollback();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private void notDone(List<Job<?>> group, Exception e, List<Runnable> told) {
        String words = Failures.words(database.file(), e);
        told.add(() -> group.forEach(job -> job.notDone(words, e)));
    }

    /** Moves the log into the database as far as nobody is in the way, and closes. */
    @Override
    public void close() {
        closed = true;
        Transaction transaction = open;
        if (transaction != null) {
            try {
                transaction.statements.once("PRAGMA wal_checkpoint(PASSIVE)");
            } catch (SQLException e) {
                log("could not move the log into the database", e);
            }
        }
        drop();
    }

    /** The next group opens the file anew: the driver's statements are of no use after a failure. */
    private void drop() {
        Transaction transaction = open;
        open = null;
        try {
            if (transaction != null) {
                transaction.close();
            }
        } catch (SQLException e) {
            log("could not close the database", e);
        }
    }

    private void log(String message, SQLException e) {
        System.getLogger(WriteConnection.class.getName())
                .log(System.Logger.Level.WARNING, message + " file=" + database.file(), e);
    }
}
