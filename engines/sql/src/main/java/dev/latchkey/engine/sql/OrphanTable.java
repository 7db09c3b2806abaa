package dev.latchkey.engine.sql;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of {@code latchkey_orphan} (S9). */
final class OrphanTable {
    private static final String INSERT =
            "INSERT INTO latchkey_orphan (kept_at, store, profile_key, write_id, token, claim, version, server, reason,"
                    + " maybe_applied, codec, schema_version, is_text, payload)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String SELECT = "SELECT kept_at, store, profile_key, write_id, token, claim, version, server,"
            + " reason, maybe_applied, codec, schema_version, is_text, payload FROM latchkey_orphan";

    private final Statements statements;

    OrphanTable(Statements statements) {
        this.statements = statements;
    }

    /**
     * What was lost of an erased profile goes with it, and so will what comes of the sessions before. The profile's
     * mailbox is locked.
     *
     * @param token of the tombstone
     */
    void erase(ProfileId profile, long token) throws SQLException {
        PreparedStatement again =
                statements.of("UPDATE latchkey_erasure SET token = ? WHERE store = ? AND profile_key = ?");
        again.setLong(1, token);
        Columns.set(again, 2, profile);
        if (again.executeUpdate() == 0) {
            PreparedStatement first =
                    statements.of("INSERT INTO latchkey_erasure (token, store, profile_key) VALUES (?, ?, ?)");
            first.setLong(1, token);
            Columns.set(first, 2, profile);
            first.executeUpdate();
        }
        PreparedStatement delete = statements.of("DELETE FROM latchkey_orphan WHERE store = ? AND profile_key = ?");
        Columns.set(delete, 1, profile);
        delete.executeUpdate();
    }

    /** Token of the newest tombstone; 0 where there was none. */
    long erased(ProfileId profile) throws SQLException {
        PreparedStatement select =
                statements.of("SELECT token FROM latchkey_erasure WHERE store = ? AND profile_key = ?");
        Columns.set(select, 1, profile);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** In the place of all orphans of a profile, whose mailbox is locked. */
    void replace(Belongings with) throws SQLException {
        for (String table : List.of("latchkey_orphan", "latchkey_erasure")) {
            PreparedStatement delete = statements.of("DELETE FROM " + table + " WHERE store = ? AND profile_key = ?");
            Columns.set(delete, 1, with.profile());
            delete.executeUpdate();
        }
        if (with.erased() > 0) {
            erase(with.profile(), with.erased());
        }
        for (OrphanShelf.Shelved each : with.orphans()) {
            keep(each.orphan(), each.at());
        }
    }

    /**
     * Keeps it, unless it is kept already; false where its session was one that an erase has ended. The profile's mailbox
     * is locked.
     */
    boolean keep(OrphanShelf.Orphan orphan, Instant now) throws SQLException {
        if (erased(orphan.profile()) > orphan.fence().token()) {
            return false;
        }
        PreparedStatement insert = statements.of(INSERT + statements.dialect().orNothing("write_id"));
        Columns.set(insert, 1, now);
        insert.setString(2, orphan.profile().store());
        insert.setString(3, orphan.profile().key());
        Columns.set(insert, 4, orphan.write());
        insert.setLong(5, orphan.fence().token());
        Columns.set(insert, 6, orphan.fence().sessionClaim());
        insert.setLong(7, orphan.fence().version());
        Columns.set(insert, 8, orphan.server());
        insert.setString(9, orphan.reason());
        insert.setBoolean(10, orphan.maybeApplied());
        Columns.set(insert, 11, orphan.payload());
        insert.executeUpdate();
        return true;
    }

    /** The newest, newest first; of one profile, or of all for null. */
    List<OrphanShelf.Shelved> newest(@Nullable ProfileId profile, int limit) throws SQLException {
        PreparedStatement select = statements.of(SELECT
                + (profile == null ? "" : " WHERE store = ? AND profile_key = ?") + " ORDER BY number DESC LIMIT ?");
        if (profile != null) {
            Columns.set(select, 1, profile);
        }
        select.setInt(profile == null ? 1 : 3, limit);
        List<OrphanShelf.Shelved> shelved = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                shelved.add(new OrphanShelf.Shelved(Columns.time(row, 1), orphan(row)));
            }
        }
        return shelved;
    }

    private static OrphanShelf.Orphan orphan(ResultSet row) throws SQLException {
        Payload payload = Columns.payload(row, 11);
        if (payload == null) {
            throw new SQLException("an orphan without codec");
        }
        return new OrphanShelf.Orphan(
                new ProfileId(Columns.text(row, 2), Columns.text(row, 3)),
                Columns.someId(row, 4),
                new Fence(row.getLong(5), Columns.someId(row, 6), row.getLong(7)),
                Columns.someId(row, 8),
                payload,
                Columns.text(row, 9),
                row.getBoolean(10));
    }
}
