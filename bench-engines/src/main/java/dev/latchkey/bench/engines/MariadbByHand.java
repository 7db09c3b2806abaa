package dev.latchkey.bench.engines;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One table and its conditional writes on one connection, several statements in one text: no leases, no mail, no audit. */
final class MariadbByHand implements Ground.ByHand, SharedConnections.Saving<MariadbByHand.Save> {
    /** A granted session. */
    record Claimed(String key, long token, String claim, long version) {
        Claimed next() {
            return new Claimed(key, token, claim, version + 1);
        }
    }

    /** What is to be saved. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Save(Claimed seen, String write, byte[] payload) {}

    static final String TABLE = "CREATE TABLE by_hand (name varbinary(256) PRIMARY KEY, token bigint NOT NULL,"
            + " owner varbinary(64), claim varbinary(64), version bigint NOT NULL, write_id varbinary(64),"
            + " updated_at bigint NOT NULL, payload longblob NOT NULL)";
    static final String INSERT =
            "INSERT INTO by_hand (name, token, version, updated_at, payload) VALUES (?, 0, 0, 0, ?)";

    private static final String CLAIM = "UPDATE by_hand SET token = token + 1, owner = 'me', claim = ?, updated_at = ?"
            + " WHERE name = ? AND owner IS NULL;"
            + " SELECT token, version, payload FROM by_hand WHERE name = ? AND claim = ?";
    private static final String FENCE = " WHERE name = ? AND token = ? AND claim = ? AND version = ?";
    private static final String SAVE =
            "UPDATE by_hand SET version = version + 1, write_id = ?, updated_at = ?, payload = ?" + FENCE;
    private static final String RELEASE =
            "UPDATE by_hand SET write_id = ?, updated_at = ?, owner = NULL, claim = NULL, version = version + 1"
                    + FENCE;

    private final Connection connection;
    private final PreparedStatement claim;
    private final PreparedStatement release;
    private final Map<Integer, PreparedStatement> saves = new HashMap<>();
    private @Nullable Claimed claimed;

    MariadbByHand(Connection connection) throws SQLException {
        this.connection = connection;
        claim = connection.prepareStatement(CLAIM);
        release = connection.prepareStatement(RELEASE);
    }

    Claimed claimed() {
        Claimed found = claimed;
        if (found == null) {
            throw new IllegalStateException("nothing was claimed");
        }
        return found;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void claim(String key) throws SQLException {
        String id = PostgresByHand.id();
        claim.setBytes(1, bytes(id));
        claim.setLong(2, System.currentTimeMillis());
        claim.setBytes(3, bytes(key));
        claim.setBytes(4, bytes(key));
        claim.setBytes(5, bytes(id));
        boolean unused = claim.execute();
        if (claim.getUpdateCount() != 1 || !claim.getMoreResults()) {
            throw new IllegalStateException("somebody has it: key=" + key);
        }
        try (ResultSet row = claim.getResultSet()) {
            if (!row.next() || row.getBytes(3).length == 0) {
                throw new IllegalStateException("it is not there: key=" + key);
            }
            claimed = new Claimed(key, row.getLong(1), id, row.getLong(2));
        }
    }

    @Override
    public void release() throws SQLException {
        release.setBytes(1, bytes(PostgresByHand.id()));
        release.setLong(2, System.currentTimeMillis());
        fence(release, 3, claimed());
        if (release.executeUpdate() != 1) {
            throw new IllegalStateException(
                    "the fence did not match: key=" + claimed().key());
        }
    }

    @Override
    public void save(byte[] payload) throws SQLException {
        saveAll(List.of(new Save(claimed(), PostgresByHand.id(), payload)));
        claimed = claimed().next();
    }

    /** Alone, a plain statement; several, a transaction in one text. */
    @Override
    public void saveAll(List<Save> saved) throws SQLException {
        // Rows in one order, so that two connections never wait for each other.
        List<Save> all = saved.stream()
                .sorted(Comparator.comparing(save -> save.seen().key()))
                .toList();
        PreparedStatement update = saves.get(all.size());
        if (update == null) {
            String updates = (SAVE + "; ").repeat(all.size());
            update = connection.prepareStatement(all.size() == 1 ? SAVE : "START TRANSACTION; " + updates + "COMMIT");
            saves.put(all.size(), update);
        }
        int at = 1;
        for (Save each : all) {
            update.setBytes(at, bytes(each.write()));
            update.setLong(at + 1, System.currentTimeMillis());
            update.setBytes(at + 2, each.payload());
            fence(update, at + 3, each.seen());
            at += 7;
        }
        boolean unused = update.execute();
        int applied = 0;
        for (int count = update.getUpdateCount(); count >= 0; count = update.getUpdateCount()) {
            applied += count;
            unused = update.getMoreResults();
        }
        if (applied != all.size()) {
            throw new IllegalStateException("fences did not match: " + applied + " of " + all.size());
        }
    }

    private static void fence(PreparedStatement update, int at, Claimed seen) throws SQLException {
        update.setBytes(at, bytes(seen.key()));
        update.setLong(at + 1, seen.token());
        update.setBytes(at + 2, bytes(seen.claim()));
        update.setLong(at + 3, seen.version());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
