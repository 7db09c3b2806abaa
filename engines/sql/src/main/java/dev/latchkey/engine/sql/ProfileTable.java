package dev.latchkey.engine.sql;

import dev.latchkey.spi.Dates;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Wanted;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The rows of {@code latchkey_profile}. */
public final class ProfileTable {
    /** What {@link #read} takes, without the payload's bytes. */
    public static final String HEAD = "token, owner, claim, version, write_id, sealed, spent, asks, wanted_server,"
            + " wanted_claim, wanted_ask, created_at, updated_at, session_at, erased, contested_until, codec,"
            + " schema_version, is_text";

    /** What {@link #read} takes, with the payload. */
    public static final String ALL = HEAD + ", payload";

    /** Of {@link #HEAD}. */
    public static final int HEAD_COLUMNS = 19;

    private static final String NAMED = " FROM latchkey_profile WHERE store = ? AND profile_key = ?";

    private static final String INSERT = "INSERT INTO latchkey_profile (token, owner, claim, version, write_id, sealed,"
            + " spent, asks, wanted_server, wanted_claim, wanted_ask, created_at, updated_at, session_at, erased,"
            + " contested_until, codec, schema_version, is_text, payload, saved_by, store, profile_key)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String CHANGE = "UPDATE latchkey_profile SET token = ?, owner = ?, claim = ?, version = ?,"
            + " write_id = ?, sealed = ?, spent = ?, asks = ?, wanted_server = ?, wanted_claim = ?, wanted_ask = ?,"
            + " created_at = ?, updated_at = ?, session_at = ?, erased = ?, contested_until = ?";

    private static final String UPDATE = CHANGE + " WHERE store = ? AND profile_key = ?";

    private static final String UPDATE_ALL = CHANGE + ", codec = ?, schema_version = ?, is_text = ?, payload = ?,"
            + " saved_by = ? WHERE store = ? AND profile_key = ?";

    private static final int PARAMETERS_OF_HEAD = 16;

    private final Statements statements;

    ProfileTable(Statements statements) {
        this.statements = statements;
    }

    /** The record with its payload, not locked. */
    @Nullable
    ProfileRecord look(ProfileId profile) throws SQLException {
        return find("SELECT " + ALL + NAMED, profile, true);
    }

    /** The record with its payload, locked. */
    @Nullable
    ProfileRecord find(ProfileId profile) throws SQLException {
        return find("SELECT " + ALL + NAMED + statements.dialect().toChange(), profile, true);
    }

    /** The record as if it had no payload, locked. */
    @Nullable
    ProfileRecord findHead(ProfileId profile) throws SQLException {
        return find("SELECT " + HEAD + NAMED + statements.dialect().toChange(), profile, false);
    }

    private @Nullable ProfileRecord find(String sql, ProfileId profile, boolean payload) throws SQLException {
        PreparedStatement select = statements.of(sql);
        Columns.set(select, 1, profile);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? read(row, 1, profile, payload) : null;
        }
    }

    /** Keeps a record, if it is there, from being changed. */
    void hold(ProfileId profile) throws SQLException {
        PreparedStatement select =
                statements.of("SELECT token" + NAMED + statements.dialect().toLook());
        Columns.set(select, 1, profile);
        select.executeQuery().close();
    }

    /** Who has a profile open now; null for nobody. */
    @Nullable
    Id owner(ProfileId profile) throws SQLException {
        PreparedStatement select = statements.of("SELECT owner" + NAMED);
        Columns.set(select, 1, profile);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Columns.id(row, 1) : null;
        }
    }

    /** Who stored what a profile has; empty where unknown. */
    String writer(ProfileId profile) throws SQLException {
        PreparedStatement select = statements.of("SELECT coalesce(saved_by, '')" + NAMED);
        Columns.set(select, 1, profile);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Columns.text(row, 1) : "";
        }
    }

    /** Reads {@link #HEAD} or {@link #ALL}, of which the first is column {@code at}. */
    public static ProfileRecord read(ResultSet row, int at, ProfileId profile, boolean payload) throws SQLException {
        return new ProfileRecord(
                profile,
                head(row, at),
                payload ? Columns.payload(row, at + 16) : null,
                row.getBoolean(at + 14),
                dates(row, at + 11),
                Columns.timeOrNull(row, at + 15));
    }

    /** Reads the first columns of {@link #HEAD}. */
    static Head head(ResultSet row, int at) throws SQLException {
        Id server = Columns.id(row, at + 8);
        Id load = Columns.id(row, at + 9);
        return new Head(
                row.getLong(at),
                Columns.id(row, at + 1),
                Columns.id(row, at + 2),
                row.getLong(at + 3),
                Columns.id(row, at + 4),
                Columns.id(row, at + 5),
                Columns.ids(Columns.text(row, at + 6)),
                row.getLong(at + 7),
                server == null || load == null ? null : new Wanted(server, load, row.getLong(at + 10)));
    }

    static Dates dates(ResultSet row, int at) throws SQLException {
        return new Dates(Columns.time(row, at), Columns.time(row, at + 1), Columns.time(row, at + 2));
    }

    /** Writes a record that was found locked, or not at all, and leaves its payload. */
    void put(boolean found, ProfileRecord after) throws SQLException {
        if (found) {
            PreparedStatement update = statements.of(UPDATE);
            setHead(update, after);
            Columns.set(update, PARAMETERS_OF_HEAD + 1, after.profile());
            update.executeUpdate();
        } else {
            insert(after, null);
        }
    }

    /** Writes a record that was found locked, or not at all, with its payload and who made that. */
    void put(boolean found, ProfileRecord after, String by) throws SQLException {
        if (found) {
            PreparedStatement update = statements.of(UPDATE_ALL);
            setAll(update, after, by);
            update.executeUpdate();
        } else {
            insert(after, by);
        }
    }

    private void insert(ProfileRecord record, @Nullable String by) throws SQLException {
        PreparedStatement insert = statements.of(INSERT + statements.dialect().orNothing("store, profile_key"));
        setAll(insert, record, by);
        if (insert.executeUpdate() != 1) {
            throw new Racing("record");
        }
    }

    private static void setAll(PreparedStatement statement, ProfileRecord record, @Nullable String by)
            throws SQLException {
        setHead(statement, record);
        Columns.set(statement, PARAMETERS_OF_HEAD + 1, record.payload());
        statement.setString(PARAMETERS_OF_HEAD + 5, by);
        Columns.set(statement, PARAMETERS_OF_HEAD + 6, record.profile());
    }

    private static void setHead(PreparedStatement statement, ProfileRecord record) throws SQLException {
        Head head = record.head();
        Wanted wanted = head.wanted();
        statement.setLong(1, head.token());
        Columns.set(statement, 2, head.owner());
        Columns.set(statement, 3, head.claim());
        statement.setLong(4, head.version());
        Columns.set(statement, 5, head.write());
        Columns.set(statement, 6, head.sealed());
        statement.setString(7, Columns.text(head.spent()));
        statement.setLong(8, head.asks());
        Columns.set(statement, 9, wanted == null ? null : wanted.server());
        Columns.set(statement, 10, wanted == null ? null : wanted.claim());
        Columns.setLong(statement, 11, wanted == null ? null : wanted.ask());
        Columns.set(statement, 12, record.dates().created());
        Columns.set(statement, 13, record.dates().updated());
        Columns.set(statement, 14, record.dates().session());
        statement.setBoolean(15, record.erased());
        Columns.setTime(statement, PARAMETERS_OF_HEAD, record.contested());
    }
}
