package dev.latchkey.bench.engines;

import dev.latchkey.bench.Site;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL, durable, on a free port of the loopback interface. Thread-safe. */
final class PostgresGround implements Ground {
    private final EmbeddedPostgres server;

    private PostgresGround(EmbeddedPostgres server) {
        this.server = server;
    }

    static Ground start(Site site) throws IOException, SQLException {
        PostgresGround ground = new PostgresGround(EmbeddedPostgres.builder()
                .setDataDirectory(site.file("postgres"))
                .setCleanDataDirectory(true)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start());
        try (Connection connection = ground.connect();
                Statement statement = connection.createStatement()) {
            for (String table : PostgresByHand.TABLES) {
                statement.execute(table);
            }
        }
        return ground;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl());
    }

    String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres?user=postgres";
    }

    @Override
    public String url() {
        return "postgresql://postgres@localhost:" + server.getPort() + "/postgres";
    }

    @Override
    public ByHand byHand(int profiles, byte[] payload) throws SQLException {
        fill(profiles, payload, "p");
        return new PostgresByHand(connect());
    }

    private void fill(int profiles, byte[] payload, String prefix) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement(PostgresByHand.INSERT)) {
            connection.setAutoCommit(false);
            for (int i = 0; i < profiles; i++) {
                insert.setString(1, prefix + i);
                insert.setBytes(2, payload);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    @Override
    public Savers savers(Way way, int callers, byte[] payload) throws Exception {
        String prefix = way + "-";
        fill(callers, payload, prefix);
        PostgresSavers shared = way == Way.TOGETHER
                ? new PostgresGroups(List.of(connect(), connect()))
                : new PostgresPool(connections(way == Way.POOL ? 16 : 1));
        List<Runnable> all = new ArrayList<>();
        try (PostgresByHand first = new PostgresByHand(connect())) {
            for (int i = 0; i < callers; i++) {
                first.claim(prefix + i);
                all.add(new Caller(shared, first.claimed(), payload));
            }
        }
        return new Savers(all, shared);
    }

    private List<Connection> connections(int many) throws SQLException {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            connections.add(connect());
        }
        return connections;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** One session. */
    private static final class Caller implements Runnable {
        private final PostgresSavers shared;
        private final byte[] payload;
        private PostgresByHand.Claimed seen;

        Caller(PostgresSavers shared, PostgresByHand.Claimed seen, byte[] payload) {
            this.shared = shared;
            this.seen = seen;
            this.payload = payload;
        }

        @Override
        public void run() {
            shared.save(new PostgresSavers.Save(seen, PostgresByHand.id(), payload));
            seen = seen.next();
        }
    }
}
