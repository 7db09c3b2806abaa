package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection.AuditEntry;
import dev.latchkey.spi.Inspection.EndedSession;
import dev.latchkey.spi.Inspection.Lost;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.SessionEnd;
import dev.latchkey.spi.Write;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code audit}: one for each session that has ended, made when it ends. Those of one profile are a chain: its
 * record has the number of the newest, each has that of the one before. Numbers rise, but once all are forgotten they begin
 * anew; so a link counts only where it leads to a lower number and the same profile.
 */
final class AuditTable {
    private static final String COLUMNS =
            "INSERT INTO audit (at, what, profile, lost_by, done_by, name, token, began, before)";

    private static final String INSERT =
            COLUMNS + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, (SELECT audit FROM profile WHERE id = ?3))";

    /** The session goes to the load that it is for, where nothing speaks against that: see {@link ProfileTable#TAKER}. */
    private static final String HAND_OVER =
            COLUMNS + " SELECT ?2, ?1, id, owner, ?11, ?10, token, session_at, audit FROM profile" + ProfileTable.TAKER
                    + " AND owner = ?12";

    private static final String ENTRIES = "SELECT a.at, a.what, p.store, p.key, a.lost_by, a.done_by, a.name, a.token,"
            + " a.began, count(o.id), ifnull(sum(octet_length(o.payload)), 0), ifnull(max(o.maybe_applied), 0)"
            + " FROM entry JOIN audit a ON a.number = entry.number LEFT JOIN profile p ON p.id = a.profile"
            + " LEFT JOIN orphan o ON o.store = p.store AND o.key = p.key AND o.token = a.token"
            + " GROUP BY a.number ORDER BY a.number DESC";

    private static final String NEWEST =
            "WITH entry AS (SELECT number FROM audit ORDER BY number DESC LIMIT ?1) " + ENTRIES;

    /** Without the end of the brackets. */
    private static final String CHAIN = "WITH RECURSIVE entry (number, profile, before) AS ("
            + "SELECT a.number, p.id, a.before FROM profile p JOIN audit a ON a.number = p.audit AND a.profile = p.id"
            + " WHERE p.store = ?2 AND p.key = ?3"
            + " UNION ALL SELECT a.number, a.profile, a.before FROM entry e"
            + " JOIN audit a ON a.number = e.before AND a.number < e.number AND a.profile = e.profile";

    private static final String NEWEST_OF_ONE = CHAIN + " LIMIT ?1) " + ENTRIES;

    private final Statements statements;

    AuditTable(Statements statements) {
        this.statements = statements;
    }

    /**
     * @param row of the profile, null where it concerns a server
     * @param session null where none ended
     */
    void add(Instant now, String what, @Nullable Long row, @Nullable Id from, String by, @Nullable EndedSession session)
            throws SQLException {
        PreparedStatement insert = statements.of(INSERT);
        Columns.set(insert, 1, now);
        insert.setString(2, what);
        Columns.setLong(insert, 3, row);
        Columns.set(insert, 4, from);
        insert.setString(5, by);
        if (session == null) {
            insert.setString(6, null);
            insert.setNull(7, Types.INTEGER);
            insert.setNull(8, Types.INTEGER);
        } else {
            insert.setString(6, session.name());
            insert.setLong(7, session.token());
            Columns.set(insert, 8, session.began());
        }
        insert.executeUpdate();
    }

    /** What is told of an erased profile goes with it. */
    void erase(ProfileId profile) throws SQLException {
        PreparedStatement delete =
                statements.of(CHAIN + ") DELETE FROM audit WHERE number IN (SELECT number FROM entry)");
        Columns.set(delete, 2, profile);
        delete.executeUpdate();
        PreparedStatement unlink = statements.of("UPDATE profile SET audit = NULL WHERE store = ? AND key = ?");
        Columns.set(unlink, 1, profile);
        unlink.executeUpdate();
    }

    /**
     * The first half of a hand-off: it decides whether the session can go to the load that it is for (S3), and if so ends
     * it; {@link ProfileTable#handOff} does the rest.
     *
     * @param server who has it, with its name
     * @param to display name of who gets it
     * @return whether it goes there
     */
    boolean handOver(Write write, Write.HandOff after, Id server, String name, String to, Instant now)
            throws SQLException {
        PreparedStatement insert = statements.of(HAND_OVER);
        insert.setString(1, SessionEnd.HANDED_OVER.word());
        ProfileTable.setTaker(insert, write, after, now);
        insert.setString(10, name);
        insert.setString(11, to);
        Columns.set(insert, 12, server);
        return insert.executeUpdate() == 1;
    }

    /** The newest entries, newest first; of one profile, or of all for null. */
    List<AuditEntry> newest(@Nullable ProfileId profile, int limit) throws SQLException {
        PreparedStatement select = statements.of(profile == null ? NEWEST : NEWEST_OF_ONE);
        select.setInt(1, limit);
        if (profile != null) {
            Columns.set(select, 2, profile);
        }
        List<AuditEntry> entries = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String store = row.getString(3);
                entries.add(new AuditEntry(
                        Columns.time(row, 1),
                        Columns.text(row, 2),
                        store == null ? null : new ProfileId(store, Columns.text(row, 4)),
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
