package dev.latchkey.engine.sql;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection.AuditEntry;
import dev.latchkey.spi.Inspection.EndedSession;
import dev.latchkey.spi.Inspection.Lost;
import dev.latchkey.spi.ProfileId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of {@code latchkey_audit}: one for each session that has ended, made when it ends. */
final class AuditTable {
    private static final String INSERT =
            "INSERT INTO latchkey_audit (done_at, what, store, profile_key, lost_by, done_by,"
                    + " name, token, began) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String ORPHANS = " FROM latchkey_orphan o WHERE o.store = a.store"
            + " AND o.profile_key = a.profile_key AND o.token = a.token)";

    private static final String SELECT =
            "SELECT done_at, what, store, profile_key, lost_by, done_by, name, token, began,"
                    + " (SELECT count(*)" + ORPHANS + ", (SELECT coalesce(sum(octet_length(o.payload)), 0)" + ORPHANS
                    + ", (SELECT count(*)" + ORPHANS.replace(")", " AND o.maybe_applied)") + " FROM latchkey_audit a";

    private static final String NEWEST = " ORDER BY number DESC LIMIT ?";

    private final Statements statements;

    AuditTable(Statements statements) {
        this.statements = statements;
    }

    /**
     * @param profile null where it concerns a server
     * @param session null where none ended
     */
    void add(
            Instant now,
            String what,
            @Nullable ProfileId profile,
            @Nullable Id from,
            String by,
            @Nullable EndedSession session)
            throws SQLException {
        PreparedStatement insert = statements.of(INSERT);
        Columns.set(insert, 1, now);
        insert.setString(2, what);
        insert.setString(3, profile == null ? null : profile.store());
        insert.setString(4, profile == null ? null : profile.key());
        Columns.set(insert, 5, from);
        insert.setString(6, by);
        insert.setString(7, session == null ? null : session.name());
        Columns.setLong(insert, 8, session == null ? null : session.token());
        Columns.setTime(insert, 9, session == null ? null : session.began());
        insert.executeUpdate();
    }

    /** What is told of an erased profile goes with it. */
    void erase(ProfileId profile) throws SQLException {
        PreparedStatement delete = statements.of("DELETE FROM latchkey_audit WHERE store = ? AND profile_key = ?");
        Columns.set(delete, 1, profile);
        delete.executeUpdate();
    }

    /** The newest entries, newest first; of one profile, or of all for null. */
    List<AuditEntry> newest(@Nullable ProfileId profile, int limit) throws SQLException {
        PreparedStatement select = statements.of(
                profile == null ? SELECT + NEWEST : SELECT + " WHERE store = ? AND profile_key = ?" + NEWEST);
        if (profile != null) {
            Columns.set(select, 1, profile);
        }
        select.setInt(profile == null ? 1 : 3, limit);
        List<AuditEntry> entries = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                entries.add(new AuditEntry(
                        Columns.time(row, 1),
                        Columns.text(row, 2),
                        row.getString(3) == null ? null : Columns.profile(row, 3),
                        Columns.id(row, 5),
                        Columns.text(row, 6),
                        session(row)));
            }
        }
        return entries;
    }

    private static @Nullable EndedSession session(ResultSet row) throws SQLException {
        String name = row.getString(7);
        Lost lost = new Lost(row.getInt(10), row.getLong(11), row.getInt(12) != 0);
        return name == null ? null : new EndedSession(name, row.getLong(8), Columns.time(row, 9), lost);
    }
}
