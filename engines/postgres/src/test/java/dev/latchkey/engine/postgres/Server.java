package dev.latchkey.engine.postgres;

import dev.latchkey.spi.StoreUrl;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
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
