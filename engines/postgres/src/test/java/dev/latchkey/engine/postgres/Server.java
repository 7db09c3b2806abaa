package dev.latchkey.engine.postgres;

import dev.latchkey.spi.StoreUrl;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The PostgreSQL server of this process's tests: real, durable, on a free port; it ends with the process. Thread-safe. */
final class Server {
    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger DRAWN = new AtomicInteger();

    private Server() {}

    private static EmbeddedPostgres start() {
        try {
            // It listens on loopback, in a temporary folder, and would not sync by itself.
            return EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fresh name for a schema. */
    static String schema() {
        return "test_" + DRAWN.incrementAndGet();
    }

    /** Empties the tables in a schema, if they are there: cheaper than making them anew, each of which is a file to sync. */
    static void empty(String schema) {
        try (Connection connection = connect(schema);
                var statement = connection.createStatement()) {
            List<String> changes = new ArrayList<>();
            try (var row = statement.executeQuery("SELECT table_name, pg_get_serial_sequence(table_schema || '.' ||"
                    + " table_name, 'number') FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND"
                    + " table_name <> 'latchkey_meta' AND table_schema = '" + schema + "'"
                    + " AND EXISTS (SELECT 1 FROM information_schema.columns c WHERE c.table_schema = tables.table_schema"
                    + " AND c.table_name = tables.table_name AND c.column_name = 'number')")) {
                while (row.next()) {
                    changes.add("DELETE FROM " + row.getString(1));
                    changes.add("SELECT setval('" + row.getString(2) + "', 1, false)");
                }
            }
            if (!changes.isEmpty()) {
                for (String table : List.of("profile", "server", "mailbox", "holding", "tag", "erasure")) {
                    changes.add("DELETE FROM latchkey_" + table);
                }
            }
            // One commit, since each is synced.
            connection.setAutoCommit(false);
            for (String change : changes) {
                statement.execute(change);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The URL of a store in a schema. */
    static StoreUrl url(String schema) {
        return StoreUrl.parse(
                "postgresql://postgres@localhost:" + SERVER.getPort() + "/postgres?pool=12&schema=" + schema);
    }

    /** A connection that sees a schema's tables. */
    static Connection connect(String schema) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + SERVER.getPort() + "/postgres?user=postgres&currentSchema=" + schema);
    }

    /** Runs statements on a schema. */
    static void run(String schema, String... statements) {
        try (Connection connection = connect(schema);
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
