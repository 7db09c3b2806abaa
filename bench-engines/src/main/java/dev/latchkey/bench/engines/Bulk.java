package dev.latchkey.bench.engines;

import dev.latchkey.Latchkey;
import dev.latchkey.Profile;
import dev.latchkey.bench.PlayerData;
import dev.latchkey.bench.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A store that is filled with very many profiles, {@code p0}, {@code p1} and so on, by few statements of its database: copies
 * of one that was made the usual way. Of one thread.
 */
final class Bulk implements AutoCloseable {
    /** The store's name. */
    static final String STORE = "growing";

    private final Kind kind;
    private final String url;
    private final Connection connection;
    private final AutoCloseable server;
    private long filled;

    /**
     * A kind of database.
     *
     * @param name for figures
     * @param table of profiles
     * @param key its column with the key
     * @param numbers SQL for the numbers from one parameter to the other, as {@code numbers(i)}
     * @param settle what is run when it is full, so that it does not disturb what is measured
     * @param own columns that it fills itself
     */
    private record Kind(String name, String table, String key, String numbers, List<String> settle, Set<String> own) {}

    private static final Kind POSTGRES = new Kind(
            "postgres",
            "latchkey_profile",
            "profile_key",
            "generate_series(?::bigint, ?::bigint) AS numbers(i)",
            List.of("VACUUM ANALYZE latchkey_profile", "CHECKPOINT"),
            Set.of());
    private static final Kind SQLITE = new Kind(
            "sqlite",
            "profile",
            "key",
            "(WITH RECURSIVE n(i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT i FROM n) AS numbers",
            List.of("PRAGMA wal_checkpoint(PASSIVE)"),
            Set.of("id"));

    /** Starts one in a site's folder. */
    @FunctionalInterface
    interface Start {
        Bulk at(Site site) throws Exception;
    }

    private Bulk(Kind kind, String url, String jdbcUrl, AutoCloseable server) throws SQLException {
        this.kind = kind;
        this.url = url;
        this.server = server;
        try (Latchkey latchkey = Latchkey.open(url);
                Profile<PlayerData> first = latchkey.profiles(STORE, PlayerData.class, PlayerData::fresh)
                        .load("p0")) {
            first.update(data -> data.withGold(1));
        }
        filled = 1;
        connection = DriverManager.getConnection(jdbcUrl);
    }

    static Bulk postgres(Site site) throws Exception {
        PostgresGround ground = (PostgresGround) PostgresGround.start(site);
        return new Bulk(POSTGRES, ground.url(), ground.jdbcUrl(), ground);
    }

    static Bulk sqlite(Site site) throws Exception {
        Path folder = Files.createTempDirectory(site.folder(), "sqlite");
        Path file = folder.resolve("players.db");
        return new Bulk(SQLITE, "sqlite:" + file, "jdbc:sqlite:" + file, () -> {});
    }

    /** Of the engine, for figures. */
    String name() {
        return kind.name();
    }

    String url() {
        return url;
    }

    /** Until there are so many profiles. */
    void fill(long profiles) throws SQLException {
        if (profiles > filled) {
            List<String> columns = columns();
            String others = String.join(", ", columns);
            String sql = "INSERT INTO %s (%s, %s) SELECT 'p' || numbers.i, %s FROM %s, %s WHERE %s = 'p0'"
                    .formatted(kind.table(), kind.key(), others, others, kind.table(), kind.numbers(), kind.key());
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                insert.setLong(1, filled);
                insert.setLong(2, profiles - 1);
                insert.executeUpdate();
            }
            filled = profiles;
        }
        try (Statement statement = connection.createStatement()) {
            for (String each : kind.settle()) {
                statement.execute(each);
            }
        }
    }

    /** All but the key and what the database fills. */
    private List<String> columns() throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet row = connection.getMetaData().getColumns(null, null, kind.table(), null)) {
            while (row.next()) {
                String column = row.getString("COLUMN_NAME");
                if (!column.equals(kind.key()) && !kind.own().contains(column)) {
                    columns.add(column);
                }
            }
        }
        return columns;
    }

    @Override
    public void close() throws Exception {
        connection.close();
        server.close();
    }
}
