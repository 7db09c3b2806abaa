package dev.latchkey.engine.sqlite;

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

/** The rows of {@code orphan} (S9). */
final class OrphanTable {
    private static final String INSERT =
            "INSERT INTO orphan (kept_at, store, key, write, token, claim, version, server,"
                    + " reason, maybe_applied, codec, schema, payload) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
                    + " ?12, ifnull(" + Columns.payload(13) + ", x'')"
                    + " WHERE true ON CONFLICT (write) DO NOTHING";

    private final Statements statements;

    OrphanTable(Statements statements) {
        this.statements = statements;
    }

    /**
     * What was lost of an erased profile goes with it, and so will what comes of the sessions before.
     *
     * @param token of the tombstone
     */
    void erase(ProfileId profile, long token) throws SQLException {
        PreparedStatement erased =
                statements.of("INSERT OR REPLACE INTO erasure (store, key, token) VALUES (?1, ?2, ?3)");
        Columns.set(erased, 1, profile);
        erased.setLong(3, token);
        erased.executeUpdate();
        PreparedStatement delete = statements.of("DELETE FROM orphan WHERE store = ? AND key = ?");
        Columns.set(delete, 1, profile);
        delete.executeUpdate();
    }

    /** Token of the newest tombstone; 0 where there was none. */
    long erased(ProfileId profile) throws SQLException {
        PreparedStatement select = statements.of("SELECT token FROM erasure WHERE store = ? AND key = ?");
        Columns.set(select, 1, profile);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** In the place of all orphans of a profile. */
    void replace(Belongings with) throws SQLException {
        erase(with.profile(), with.erased());
        if (with.erased() == 0) {
            PreparedStatement never = statements.of("DELETE FROM erasure WHERE store = ? AND key = ?");
            Columns.set(never, 1, with.profile());
            never.executeUpdate();
        }
        for (OrphanShelf.Shelved each : with.orphans()) {
            keep(each.orphan(), each.at());
        }
    }

    /** Keeps it, unless it is kept already; false where its session was one that an erase has ended. */
    boolean keep(OrphanShelf.Orphan orphan, Instant now) throws SQLException {
        if (erased(orphan.profile()) > orphan.fence().token()) {
            return false;
        }
        PreparedStatement insert = statements.of(INSERT);
        Columns.set(insert, 1, now);
        insert.setString(2, orphan.profile().store());
        insert.setString(3, orphan.profile().key());
        Columns.set(insert, 4, orphan.write());
        insert.setLong(5, orphan.fence().token());
        Columns.set(insert, 6, orphan.fence().sessionClaim());
        insert.setLong(7, orphan.fence().version());
        Columns.set(insert, 8, orphan.server());
        insert.setString(9, orphan.reason());
        insert.setInt(10, orphan.maybeApplied() ? 1 : 0);
        Columns.set(insert, 11, orphan.payload());
        insert.executeUpdate();
        return true;
    }

    /** The newest, newest first; of one profile, or of all for null. */
    List<OrphanShelf.Shelved> newest(@Nullable ProfileId profile, int limit) throws SQLException {
        PreparedStatement select = statements.of("SELECT kept_at, store, key, write, token, claim, version, server,"
                + " reason, maybe_applied, codec, schema, typeof(payload), payload FROM orphan"
                + (profile == null ? "" : " WHERE store = ?2 AND key = ?3") + " ORDER BY id DESC LIMIT ?1");
        select.setInt(1, limit);
        if (profile != null) {
            select.setString(2, profile.store());
            select.setString(3, profile.key());
        }
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
                row.getInt(10) != 0);
    }
}
