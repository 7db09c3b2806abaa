package dev.latchkey.engine.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.JDBC;

/** Opens connections to one file. Thread-safe. */
final class Database {
    private static final int PAGE_SIZE = 4096;

    private final SqliteSettings settings;

    Database(SqliteSettings settings) {
        this.settings = settings;
    }

    Path file() {
        return settings.file();
    }

    /** A connection that writes, to a file that is ours and of this version, made if it is not there. */
    Statements writer() throws SQLException {
        Statements statements = connect();
        try {
            statements.once("PRAGMA page_size = " + PAGE_SIZE);
            boolean old = Schema.check(statements, file());
            settle(statements);
            if (old) {
                migrate(statements);
            }
            return statements;
        } catch (SQLException | RuntimeException e) {
            closeQuietly(statements, e);
            throw e;
        }
    }

    /** A connection that only reads; the writer has made the file. */
    Statements reader() throws SQLException {
        Statements statements = connect();
        try {
            statements.once("PRAGMA query_only = ON");
            return statements;
        } catch (SQLException e) {
            closeQuietly(statements, e);
            throw e;
        }
    }

    private void settle(Statements statements) throws SQLException {
        String mode = statements.text("PRAGMA journal_mode = WAL");
        if (!mode.equals("wal")) {
            throw new UnusableException(
                    "the database cannot keep a write-ahead log here: put it on a local disk: file=" + file());
        }
        statements.once("PRAGMA synchronous = FULL");
        statements.once("PRAGMA wal_autocheckpoint = " + settings.checkpoint());
        if (settings.maxPages() > 0) {
            statements.once("PRAGMA max_page_count = " + settings.maxPages());
        }
    }

    private void migrate(Statements statements) throws SQLException {
        statements.run("BEGIN IMMEDIATE");
        // Looked at again, now that no other process can be at it.
        if (Schema.check(statements, file())) {
            Schema.migrate(statements);
        }
        statements.run("COMMIT");
    }

    private Statements connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("busy_timeout", Long.toString(settings.busy().toMillis()));
        // Else the driver asks for the last row's number after each INSERT.
        properties.setProperty("jdbc.get_generated_keys", "false");
        Connection connection = JDBC.createConnection("jdbc:sqlite:" + file(), properties);
        Statements statements = new Statements(connection);
        try {
            connection.setAutoCommit(false);
            // The driver opened a transaction just now.
            statements.once("ROLLBACK");
            return statements;
        } catch (SQLException e) {
            closeQuietly(statements, e);
            throw e;
        }
    }

    private static void closeQuietly(Statements statements, Exception because) {
        try {
            statements.close();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }
}
