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
    /**
     * A record and its row; without the payload if that was not asked for.
     *
     * @param mailed whether a letter waits for it; false if that was not asked for
     */
    record Row(long number, ProfileRecord record, boolean mailed) {}

    private static final String FROM = " FROM profile WHERE store = ? AND key = ?";

    private static final String FIND = "SELECT " + RowHead.COLUMN + FROM;

    private static final String FIND_DATA = "SELECT " + RowHead.COLUMN + ", payload" + FROM;

    /** An open learns by the way whether there is mail: most often there is none, and then nothing else is to be read. */
    private static final String FIND_ALL = "SELECT " + RowHead.COLUMN + ", payload, EXISTS (SELECT 1 FROM letter"
            + " WHERE letter.store = profile.store AND letter.key = profile.key)" + FROM;

    private static final String INSERT =
            "INSERT INTO profile (token, owner, claim, version, write, sealed, spent, asks,"
                    + " wanted_server, wanted_claim, wanted_ask, created_at, updated_at, session_at, erased, contested_until,"
                    + " codec, schema, payload, store, key, saved_by)"
                    + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
                    + Columns.payload(19) + ", ?21, ?22, ?23)";

    private static final String CHANGE = "UPDATE profile SET token = ?1, owner = ?2, claim = ?3, version = ?4,"
            + " write = ?5, sealed = ?6, spent = ?7, asks = ?8, wanted_server = ?9, wanted_claim = ?10,"
            + " wanted_ask = ?11, created_at = ?12, updated_at = ?13, session_at = ?14, erased = ?15,"
            + " contested_until = ?16, audit = iif(?23, last_insert_rowid(), audit)";

    private static final String UPDATE = CHANGE + " WHERE id = ?17";

    private static final String UPDATE_ALL = CHANGE + ", codec = ?17, schema = ?18, payload = " + Columns.payload(19)
            + ", saved_by = ?22 WHERE id = ?21";

    /** A commit ends a contest that has no end of its own: {@link ProfileRecord#UNTIL_A_COMMIT}. */
    private static final String SAVE = "UPDATE profile SET version = version + 1, write = ?1, updated_at = ?2,"
            + " contested_until = nullif(contested_until, " + Long.MAX_VALUE + ")";

    private static final String FENCE =
            " WHERE store = ?3 AND key = ?4 AND token = ?5 AND claim IS ?6 AND version = ?7";

    /** A write without session is another case, of which the audit is to hear. */
    private static final String SAVED = FENCE + " AND owner IS NOT NULL";

    private static final String SAVE_HEAD = SAVE + SAVED;

    private static final String SAVE_ALL = SAVE + ", erased = 0, codec = ?8, schema = ?9, payload = "
            + Columns.payload(10) + ", saved_by = ?12" + SAVED;

    /** The last of the spent claims, which stand in a row with one space between them. */
    private static final int SPENT_CHARS = Head.MAX_SPENT * (Columns.ID_DIGITS + 1) - 1;

    private static final String HAND_OFF = "UPDATE profile SET token = token + 1, owner = ?8, claim = ?9,"
            + " version = version + 1, write = ?1, sealed = ?1, audit = last_insert_rowid(),"
            + " spent = substr(ltrim(spent || ' ' || claim), -" + SPENT_CHARS
            + "), updated_at = ?2, session_at = ?2, contested_until = nullif(contested_until, "
            + Long.MAX_VALUE + ")";

    /** Where a session can go to the load that it is for: what {@link #setTaker} sets. */
    static final String TAKER = FENCE + " AND token < " + Head.MAX_TOKEN + " AND wanted_ask IS NULL"
            + " AND claim <> ?9 AND instr(spent, ?9) = 0 AND instr(spent, claim) = 0"
            + " AND EXISTS (SELECT 1 FROM server WHERE id = ?8 AND buried_at IS NULL AND lease_end > ?2)";

    /** The row for which {@link AuditTable#handOver} has just found that. */
    private static final String FOUND = " WHERE id = (SELECT profile FROM audit WHERE number = last_insert_rowid())";

    private static final String HAND_OFF_HEAD = HAND_OFF + FOUND;

    private static final String HAND_OFF_ALL = HAND_OFF + ", erased = 0, codec = ?10, schema = ?11, payload = "
            + Columns.payload(12) + ", saved_by = ?14" + FOUND;

    private final Statements statements;

    ProfileTable(Statements statements) {
        this.statements = statements;
    }

    /** The record with its payload. */
    @Nullable
    Row find(ProfileId profile) throws SQLException {
        return find(FIND_DATA, profile, true, false);
    }

    /** The record with its payload, and whether there is mail. */
    @Nullable
    Row findAll(ProfileId profile) throws SQLException {
        return find(FIND_ALL, profile, true, true);
    }

    /** The record as if it had no payload. */
    @Nullable
    Row findHead(ProfileId profile) throws SQLException {
        return find(FIND, profile, false, false);
    }

    /** The number of a row that is there. */
    long number(ProfileId profile) throws SQLException {
        PreparedStatement select = statements.of("SELECT id" + FROM);
        Columns.set(select, 1, profile);
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private @Nullable Row find(String sql, ProfileId profile, boolean payload, boolean mail) throws SQLException {
        PreparedStatement select = statements.of(sql);
        Columns.set(select, 1, profile);
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            RowHead head = RowHead.parse(Columns.text(row, 1));
            ProfileRecord record = head.record(profile, payload ? Columns.bytes(row, 2) : null);
            return new Row(head.number(), record, mail && row.getInt(3) != 0);
        }
    }

    /**
     * A save that keeps its session, in one statement: it applies where token, claim and version are as the session
     * last saw them (S2).
     *
     * @param by who saves the payload, if there is one
     * @return whether it applied
     */
    boolean save(Write write, Id id, @Nullable String by, Instant now) throws SQLException {
        Payload payload = write.payload();
        PreparedStatement update = statements.of(payload == null ? SAVE_HEAD : SAVE_ALL);
        Columns.set(update, 1, id);
        setFence(update, write, now);
        if (payload != null) {
            Columns.set(update, 8, payload);
            update.setString(12, by);
        }
        return update.executeUpdate() == 1;
    }

    /**
     * The second half of a hand-off, right after {@link AuditTable#handOver} said that it applies: the fence matches, the
     * load's server is live and its claim not spent, and no other load has recorded that it wants the session (S3).
     *
     * @param by who saves the payload, if there is one
     */
    void handOff(Write write, Write.HandOff to, Id id, @Nullable String by, Instant now) throws SQLException {
        Payload payload = write.payload();
        PreparedStatement update = statements.of(payload == null ? HAND_OFF_HEAD : HAND_OFF_ALL);
        Columns.set(update, 1, id);
        Columns.set(update, 2, now);
        Columns.set(update, 8, to.server());
        Columns.set(update, 9, to.claim());
        if (payload != null) {
            Columns.set(update, 10, payload);
            update.setString(14, by);
        }
        update.executeUpdate();
    }

    static void setTaker(PreparedStatement statement, Write write, Write.HandOff to, Instant now) throws SQLException {
        setFence(statement, write, now);
        Columns.set(statement, 8, to.server());
        Columns.set(statement, 9, to.claim());
    }

    private static void setFence(PreparedStatement update, Write write, Instant now) throws SQLException {
        Fence fence = write.fence();
        Columns.set(update, 2, now);
        Columns.set(update, 3, write.profile());
        update.setLong(5, fence.token());
        Columns.set(update, 6, fence.claim());
        update.setLong(7, fence.version());
    }

    /** Makes the entry of a write in the audit. */
    @FunctionalInterface
    interface Entry {
        /** For the record in this row. */
        void add(long row) throws SQLException;

        /** Whether there is one now. */
        static boolean made(@Nullable Entry entry, long row) throws SQLException {
            if (entry != null) {
                entry.add(row);
            }
            return entry != null;
        }
    }

    /**
     * Writes a record that was found, or not, and leaves its payload.
     *
     * @param entry null for none
     */
    void put(@Nullable Row found, ProfileRecord after, @Nullable Entry entry) throws SQLException {
        if (found == null) {
            insert(after, null, entry);
        } else {
            PreparedStatement update = statements.of(UPDATE);
            setHead(update, after);
            update.setLong(17, found.number());
            update.setBoolean(23, Entry.made(entry, found.number()));
            update.executeUpdate();
        }
    }

    /**
     * Writes a record that was found, or not, with its payload and who made that.
     *
     * @param entry null for none
     */
    void put(@Nullable Row found, ProfileRecord after, String by, @Nullable Entry entry) throws SQLException {
        if (found == null) {
            insert(after, by, entry);
        } else {
            PreparedStatement update = statements.of(UPDATE_ALL);
            setHead(update, after);
            Columns.set(update, 17, after.payload());
            update.setLong(21, found.number());
            update.setString(22, by);
            update.setBoolean(23, Entry.made(entry, found.number()));
            update.executeUpdate();
        }
    }

    private void insert(ProfileRecord record, @Nullable String by, @Nullable Entry entry) throws SQLException {
        PreparedStatement insert = statements.of(INSERT);
        setHead(insert, record);
        Columns.set(insert, 17, record.payload());
        Columns.set(insert, 21, record.profile());
        insert.setString(23, by);
        insert.executeUpdate();
        if (entry != null) {
            link(number(record.profile()), entry);
        }
    }

    /** Who stored what a profile has; empty where unknown. */
    String writer(ProfileId profile) throws SQLException {
        PreparedStatement select = statements.of("SELECT ifnull(saved_by, '')" + FROM);
        Columns.set(select, 1, profile);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Columns.text(row, 1) : "";
        }
    }

    /** An entry has the record's number, so that of a new record comes after it. */
    void link(long row, Entry entry) throws SQLException {
        entry.add(row);
        PreparedStatement link = statements.of("UPDATE profile SET audit = last_insert_rowid() WHERE id = ?");
        link.setLong(1, row);
        link.executeUpdate();
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
