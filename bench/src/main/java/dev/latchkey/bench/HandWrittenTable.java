package dev.latchkey.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.sqlite.JDBC;

/**
 * What a game would write by hand: one table, the same conditional writes, the same settings as the engine has, and nothing
 * else: no leases, no recognition of lost replies, no schema versions. Of one thread at a time.
 */
final class HandWrittenTable implements AutoCloseable {
    /** As the engine's default. */
    static final int CHECKPOINT = 400;

    /** A granted session and its data. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Claimed(long token, long version, byte[] payload) {}

    private static final String TABLE = "CREATE TABLE IF NOT EXISTS profile (id INTEGER PRIMARY KEY, key TEXT NOT NULL,"
            + " token INTEGER NOT NULL, owner TEXT, claim TEXT, version INTEGER NOT NULL, write TEXT,"
            + " updated_at INTEGER NOT NULL, payload)";
    private static final String CLAIM = "UPDATE profile SET token = token + 1, owner = ?1, claim = ?2, updated_at = ?3"
            + " WHERE key = ?4 AND owner IS NULL RETURNING token, version, payload";
    private static final String FENCE = " WHERE key = ?3 AND token = ?4 AND claim = ?5 AND version = ?6";
    private static final String SAVE =
            "UPDATE profile SET version = version + 1, write = ?1, updated_at = ?2, payload = ?7" + FENCE;
    private static final String RELEASE =
            "UPDATE profile SET version = version + 1, write = ?1, updated_at = ?2, owner = NULL, claim = NULL" + FENCE;

    private final Connection connection;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement add;
    private final PreparedStatement claim;
    private final PreparedStatement save;
    private final PreparedStatement release;

    HandWrittenTable(Path file, Duration busy) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("busy_timeout", Long.toString(busy.toMillis()));
        properties.setProperty("jdbc.get_generated_keys", "false");
        connection = JDBC.createConnection("jdbc:sqlite:" + file, properties);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
            statement.execute("PRAGMA page_size = 4096");
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT);
            statement.execute(TABLE);
            statement.execute("CREATE UNIQUE INDEX IF NOT EXISTS profile_key ON profile (key)");
        }
        begin = connection.prepareStatement("BEGIN IMMEDIATE");
        commit = connection.prepareStatement("COMMIT");
        add = connection.prepareStatement(
                "INSERT INTO profile (key, token, version, updated_at, payload) VALUES (?, 1, 1, 0, ?)");
        claim = connection.prepareStatement(CLAIM);
        save = connection.prepareStatement(SAVE);
        release = connection.prepareStatement(RELEASE);
    }

    void begin() throws SQLException {
        begin.executeUpdate();
    }

    void commit() throws SQLException {
        commit.executeUpdate();
    }

    /** One profile that nobody owns; inside a transaction. */
    void add(String key, byte[] payload) throws SQLException {
        add.setString(1, key);
        add.setBytes(2, payload);
        add.executeUpdate();
    }

    /** Profiles that nobody owns, named {@code p0}, {@code p1} and so on. */
    void fill(int profiles, byte[] payload) throws SQLException {
        begin();
        for (int i = 0; i < profiles; i++) {
            add("p" + i, payload);
        }
        commit();
    }

    Claimed claim(String key, String owner, String id) throws SQLException {
        claim.setString(1, owner);
        claim.setString(2, id);
        claim.setLong(3, System.currentTimeMillis());
        claim.setString(4, key);
        try (ResultSet row = claim.executeQuery()) {
            if (!row.next()) {
                throw new IllegalStateException("somebody has it: key=" + key);
            }
            return new Claimed(row.getLong(1), row.getLong(2), row.getBytes(3));
        }
    }

    void save(String key, Claimed seen, String claimed, String write, byte[] payload) throws SQLException {
        save.setBytes(7, payload);
        fenced(save, key, seen, claimed, write);
    }

    void release(String key, Claimed seen, String claimed, String write) throws SQLException {
        fenced(release, key, seen, claimed, write);
    }

    private static void fenced(PreparedStatement update, String key, Claimed seen, String claimed, String write)
            throws SQLException {
        update.setString(1, write);
        update.setLong(2, System.currentTimeMillis());
        update.setString(3, key);
        update.setLong(4, seen.token());
        update.setString(5, claimed);
        update.setLong(6, seen.version());
        if (update.executeUpdate() != 1) {
            throw new IllegalStateException("the fence did not match: key=" + key);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
