package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Wanted;
import dev.latchkey.spi.Write;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rows of {@code profile}. */
final class ProfileTable {
    /** A record and its row; without the payload if that was not asked for. */
    record Row(long number, ProfileRecord record) {}

    private static final String FROM = " FROM profile WHERE store = ? AND key = ?";

    private static final String FIND = "SELECT " + RowHead.COLUMN + FROM;

    private static final String FIND_ALL = "SELECT " + RowHead.COLUMN + ", payload" + FROM;

    private static final String INSERT =
            "INSERT INTO profile (token, owner, claim, version, write, sealed, spent, asks,"
                    + " wanted_server, wanted_claim, wanted_ask, created_at, updated_at, session_at, erased, contested_until,"
                    + " codec, schema, payload, store, key)"
                    + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
                    + Columns.payload(19) + ", ?21, ?22)";

    private static final String CHANGE = "UPDATE profile SET token = ?1, owner = ?2, claim = ?3, version = ?4,"
            + " write = ?5, sealed = ?6, spent = ?7, asks = ?8, wanted_server = ?9, wanted_claim = ?10,"
            + " wanted_ask = ?11, created_at = ?12, updated_at = ?13, session_at = ?14, erased = ?15,"
            + " contested_until = ?16";

    private static final String UPDATE = CHANGE + " WHERE id = ?17";

    private static final String UPDATE_ALL =
            CHANGE + ", codec = ?17, schema = ?18, payload = " + Columns.payload(19) + " WHERE id = ?21";

    /** A commit ends a contest that has no end of its own: {@link ProfileRecord#UNTIL_A_COMMIT}. */
    private static final String SAVE = "UPDATE profile SET version = version + 1, write = ?1, updated_at = ?2,"
            + " contested_until = nullif(contested_until, " + Long.MAX_VALUE + ")";

    private static final String FENCE = " WHERE store = ?3 AND key = ?4 AND token = ?5 AND claim = ?6 AND version = ?7";

    private static final String SAVE_HEAD = SAVE + FENCE;

    private static final String SAVE_TEXT =
            SAVE + ", erased = 0, codec = ?8, schema = ?9, payload = CAST(?10 AS TEXT)" + FENCE;

    private static final String SAVE_BYTES = SAVE + ", erased = 0, codec = ?8, schema = ?9, payload = ?10" + FENCE;

    /** The last of the spent claims, which stand in a row with one space between them. */
    private static final int SPENT_CHARS = Head.MAX_SPENT * (Columns.ID_DIGITS + 1) - 1;

    private static final String HAND_OFF = "UPDATE profile SET token = token + 1, owner = ?8, claim = ?9,"
            + " version = version + 1, write = ?1, sealed = ?1, spent = substr(ltrim(spent || ' ' || claim), -"
            + SPENT_CHARS + "), updated_at = ?2, session_at = ?2, contested_until = nullif(contested_until, "
            + Long.MAX_VALUE + ")";

    private static final String TAKER = FENCE + " AND token < " + Head.MAX_TOKEN + " AND wanted_ask IS NULL"
            + " AND claim <> ?9 AND instr(spent, ?9) = 0 AND instr(spent, claim) = 0"
            + " AND EXISTS (SELECT 1 FROM server WHERE id = ?8 AND buried_at IS NULL AND lease_end > ?2)";

    private static final String HAND_OFF_HEAD = HAND_OFF + TAKER;

    private static final String HAND_OFF_ALL =
            HAND_OFF + ", erased = 0, codec = ?10, schema = ?11, payload = " + Columns.payload(12) + TAKER;

    private final Statements statements;

    ProfileTable(Statements statements) {
        this.statements = statements;
    }

    /** The record with its payload. */
    @Nullable
    Row find(ProfileId profile) throws SQLException {
        return find(FIND_ALL, profile, true);
    }

    /** The record as if it had no payload. */
    @Nullable
    Row findHead(ProfileId profile) throws SQLException {
        return find(FIND, profile, false);
    }

    private @Nullable Row find(String sql, ProfileId profile, boolean payload) throws SQLException {
        PreparedStatement select = statements.of(sql);
        select.setString(1, profile.store());
        select.setString(2, profile.key());
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            RowHead head = RowHead.parse(Columns.text(row, 1));
            return new Row(head.number(), head.record(profile, payload ? Columns.bytes(row, 2) : null));
        }
    }

    /**
     * A save that keeps its session, in one statement: it applies where token, claim and version are as the session
     * last saw them (S2).
     *
     * @return whether it applied
     */
    boolean save(ProfileId profile, Fence fence, Id write, @Nullable Payload payload, Instant now) throws SQLException {
        if (payload == null) {
            PreparedStatement update = statements.of(SAVE_HEAD);
            setFence(update, profile, fence, write, now);
            return update.executeUpdate() == 1;
        }
        PreparedStatement update = statements.of(payload.text() ? SAVE_TEXT : SAVE_BYTES);
        setFence(update, profile, fence, write, now);
        update.setString(8, payload.codec());
        update.setInt(9, payload.schema());
        update.setBytes(10, payload.bytes());
        return update.executeUpdate() == 1;
    }

    /**
     * A hand-off to the load that it is for, in one statement: it applies where the fence matches, that load's server is
     * live and its claim not spent, and no other load has recorded that it wants the session (S3). Where it does not, the
     * rules say who gets it.
     *
     * @return whether it applied
     */
    boolean handOff(ProfileId profile, Fence fence, Id write, @Nullable Payload payload, Write.HandOff to, Instant now)
            throws SQLException {
        PreparedStatement update = statements.of(payload == null ? HAND_OFF_HEAD : HAND_OFF_ALL);
        setFence(update, profile, fence, write, now);
        Columns.set(update, 8, to.server());
        Columns.set(update, 9, to.claim());
        if (payload != null) {
            Columns.set(update, 10, payload);
        }
        return update.executeUpdate() == 1;
    }

    private static void setFence(PreparedStatement update, ProfileId profile, Fence fence, Id write, Instant now)
            throws SQLException {
        Columns.set(update, 1, write);
        Columns.set(update, 2, now);
        update.setString(3, profile.store());
        update.setString(4, profile.key());
        update.setLong(5, fence.token());
        Columns.set(update, 6, fence.claim());
        update.setLong(7, fence.version());
    }

    /** Writes a record that {@code find} or {@code findHead} found, or not. */
    void put(@Nullable Row found, ProfileRecord after, boolean payload) throws SQLException {
        if (found == null) {
            insert(after);
        } else if (payload) {
            PreparedStatement update = statements.of(UPDATE_ALL);
            setHead(update, after);
            Columns.set(update, 17, after.payload());
            update.setLong(21, found.number());
            update.executeUpdate();
        } else {
            PreparedStatement update = statements.of(UPDATE);
            setHead(update, after);
            update.setLong(17, found.number());
            update.executeUpdate();
        }
    }

    private void insert(ProfileRecord record) throws SQLException {
        PreparedStatement insert = statements.of(INSERT);
        setHead(insert, record);
        Columns.set(insert, 17, record.payload());
        insert.setString(21, record.profile().store());
        insert.setString(22, record.profile().key());
        insert.executeUpdate();
    }

    private static void setHead(PreparedStatement statement, ProfileRecord record) throws SQLException {
        Head head = record.head();
        statement.setLong(1, head.token());
        Columns.set(statement, 2, head.owner());
        Columns.set(statement, 3, head.claim());
        statement.setLong(4, head.version());
        Columns.set(statement, 5, head.write());
        Columns.set(statement, 6, head.sealed());
        statement.setString(7, Columns.text(head.spent()));
        statement.setLong(8, head.asks());
        Wanted wanted = head.wanted();
        Columns.set(statement, 9, wanted == null ? null : wanted.server());
        Columns.set(statement, 10, wanted == null ? null : wanted.claim());
        if (wanted == null) {
            statement.setNull(11, Types.INTEGER);
        } else {
            statement.setLong(11, wanted.ask());
        }
        Columns.set(statement, 12, record.dates().created());
        Columns.set(statement, 13, record.dates().updated());
        Columns.set(statement, 14, record.dates().session());
        statement.setInt(15, record.erased() ? 1 : 0);
        Columns.setTime(statement, 16, record.contested());
    }
}
