package dev.latchkey.bench.engines;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A table of profiles and its conditional writes on one connection. A claim does what it has to anywhere: the row of the
 * server that asks is locked and live, so that nobody takes it for dead meanwhile, and letters are read by a later statement of
 * the same transaction, sent along. No history, no audit, no items, no lost replies.
 */
final class PostgresByHand implements Ground.ByHand {
    /** A granted session. */
    record Claimed(String key, long token, String claim, long version) {
        Claimed next() {
            return new Claimed(key, token, claim, version + 1);
        }
    }

    private static final String SERVER = "me";

    static final List<String> TABLES = List.of(
            "CREATE TABLE by_hand_server (id text COLLATE \"C\" PRIMARY KEY, lease_end bigint NOT NULL, buried_at bigint)",
            "INSERT INTO by_hand_server (id, lease_end) VALUES ('" + SERVER + "', " + Long.MAX_VALUE + ")",
            "CREATE TABLE by_hand_letter (key text COLLATE \"C\" NOT NULL, number bigint NOT NULL, content bytea NOT NULL,"
                    + " PRIMARY KEY (key, number))",
            "CREATE TABLE by_hand (key text COLLATE \"C\" PRIMARY KEY, token bigint NOT NULL,"
                    + " owner text, claim text, version bigint NOT NULL, write_id text, updated_at bigint NOT NULL,"
                    + " payload bytea NOT NULL) WITH (fillfactor = 50)");
    static final String INSERT =
            "INSERT INTO by_hand (key, token, version, updated_at, payload) VALUES (?, 0, 0, 0, ?)";

    private static final String CLAIM = "WITH asker AS MATERIALIZED (SELECT id FROM by_hand_server WHERE id = ?"
            + " AND buried_at IS NULL AND lease_end > ? FOR KEY SHARE)"
            + " UPDATE by_hand SET token = token + 1, owner = asker.id, claim = ?, updated_at = ? FROM asker"
            + " WHERE key = ? AND owner IS NULL RETURNING token, version, payload;"
            + " SELECT number, content FROM by_hand_letter WHERE key = ? ORDER BY number LIMIT 100";
    private static final String FENCE = " WHERE key = ? AND token = ? AND claim = ? AND version = ?";
    private static final String SAVE =
            "UPDATE by_hand SET version = version + 1, write_id = ?, updated_at = ?, payload = ?" + FENCE;
    private static final String RELEASE = "UPDATE by_hand SET version = version + 1, write_id = ?, updated_at = ?,"
            + " owner = NULL, claim = NULL" + FENCE;
    private static final SplittableRandom RANDOM = new SplittableRandom();

    private final Connection connection;
    private final PreparedStatement claim;
    private final PreparedStatement save;
    private final PreparedStatement release;
    private @Nullable Claimed claimed;

    PostgresByHand(Connection connection) throws SQLException {
        this.connection = connection;
        claim = connection.prepareStatement(CLAIM);
        save = connection.prepareStatement(SAVE);
        release = connection.prepareStatement(RELEASE);
    }

    static synchronized String id() {
        return "%016x%016x".formatted(RANDOM.nextLong(), RANDOM.nextLong());
    }

    Claimed claimed() {
        Claimed found = claimed;
        if (found == null) {
            throw new IllegalStateException("nothing was claimed");
        }
        return found;
    }

    @Override
    public void claim(String key) throws SQLException {
        String id = id();
        long now = System.currentTimeMillis();
        claim.setString(1, SERVER);
        claim.setLong(2, now);
        claim.setString(3, id);
        claim.setLong(4, now);
        claim.setString(5, key);
        claim.setString(6, key);
        boolean results = claim.execute();
        try (ResultSet row = claim.getResultSet()) {
            if (!results || !row.next() || row.getBytes(3).length == 0) {
                throw new IllegalStateException("somebody has it: key=" + key);
            }
            claimed = new Claimed(key, row.getLong(1), id, row.getLong(2));
        }
        claim.getMoreResults();
        try (ResultSet letters = claim.getResultSet()) {
            if (letters.next()) {
                throw new IllegalStateException("nobody writes letters here");
            }
        }
    }

    @Override
    public void release() throws SQLException {
        fence(release, 2, claimed(), id());
    }

    @Override
    public void save(byte[] payload) throws SQLException {
        save(claimed(), id(), payload);
        claimed = claimed().next();
    }

    void save(Claimed seen, String write, byte[] payload) throws SQLException {
        save.setBytes(3, payload);
        fence(save, 3, seen, write);
    }

    /**
     * @param before how many parameters there are before those of the fence
     */
    private static void fence(PreparedStatement update, int before, Claimed seen, String write) throws SQLException {
        update.setString(1, write);
        update.setLong(2, System.currentTimeMillis());
        update.setString(before + 1, seen.key());
        update.setLong(before + 2, seen.token());
        update.setString(before + 3, seen.claim());
        update.setLong(before + 4, seen.version());
        if (update.executeUpdate() != 1) {
            throw new IllegalStateException("the fence did not match: key=" + seen.key());
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
