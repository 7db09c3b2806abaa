package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.History;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of {@code revision}: earlier states of profiles. */
final class RevisionTable {
    /** The data goes from table to table within SQLite; where the fence does not fit nothing is kept. */
    private static final String KEEP = "INSERT INTO revision (store, key, token, version, saved_at, saved_by, occasion,"
            + " kept_at, codec, schema, payload) SELECT store, key, token, version, updated_at, ifnull(saved_by, ''),"
            + " ?6, ?7, codec, schema, payload FROM profile WHERE store = ?1 AND key = ?2 AND token = ?3 AND claim IS ?4"
            + " AND version = ?5 AND codec IS NOT NULL AND NOT EXISTS (SELECT 1 FROM revision WHERE store = ?1"
            + " AND key = ?2 AND version = ?5 AND token = ?3)";

    private final Statements statements;

    RevisionTable(Statements statements) {
        this.statements = statements;
    }

    /** Keeps what a profile holds, unless that is kept already, or there is nothing, or another writer was first. */
    void keep(ProfileId profile, Fence fence, Occasion occasion, Instant now) throws SQLException {
        PreparedStatement insert = statements.of(KEEP);
        Columns.set(insert, 1, profile);
        insert.setLong(3, fence.token());
        Columns.set(insert, 4, fence.claim());
        insert.setLong(5, fence.version());
        insert.setString(6, occasion.name().toLowerCase(Locale.ROOT));
        Columns.set(insert, 7, now);
        insert.executeUpdate();
    }

    /** Newest first, which is the order of versions as well as of numbers, and of the index. */
    List<History.Revision> newest(ProfileId profile, @Nullable Long before, int limit) throws SQLException {
        PreparedStatement select = statements.of("SELECT number, token, version, saved_at, saved_by, occasion,"
                + " ifnull(octet_length(payload), 0) FROM revision WHERE store = ? AND key = ? AND number < ?"
                + " ORDER BY version DESC, token DESC LIMIT ?");
        Columns.set(select, 1, profile);
        select.setLong(3, before == null ? Long.MAX_VALUE : before);
        select.setInt(4, limit);
        List<History.Revision> revisions = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                revisions.add(new History.Revision(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        Columns.time(row, 4),
                        Columns.text(row, 5),
                        Occasion.valueOf(Columns.text(row, 6).toUpperCase(Locale.ROOT)),
                        row.getInt(7)));
            }
        }
        return revisions;
    }

    @Nullable
    Payload payload(ProfileId profile, long number) throws SQLException {
        PreparedStatement select = statements.of("SELECT codec, schema, typeof(payload), payload FROM revision"
                + " WHERE store = ? AND key = ? AND number = ?");
        Columns.set(select, 1, profile);
        select.setLong(3, number);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Columns.payload(row, 1) : null;
        }
    }

    /** All with their data, oldest first. */
    List<Belongings.State> all(ProfileId profile) throws SQLException {
        PreparedStatement select = statements.of("SELECT token, version, saved_at, saved_by, occasion, kept_at, codec,"
                + " schema, typeof(payload), payload FROM revision WHERE store = ? AND key = ? ORDER BY number");
        Columns.set(select, 1, profile);
        List<Belongings.State> states = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                states.add(new Belongings.State(
                        row.getLong(1),
                        row.getLong(2),
                        Columns.time(row, 3),
                        Columns.text(row, 4),
                        Occasion.valueOf(Columns.text(row, 5).toUpperCase(Locale.ROOT)),
                        Columns.time(row, 6),
                        Objects.requireNonNull(Columns.payload(row, 7), "a revision without codec")));
            }
        }
        return states;
    }

    /** One that comes from elsewhere. */
    void add(ProfileId profile, Belongings.State state) throws SQLException {
        PreparedStatement insert = statements.of("INSERT INTO revision (store, key, token, version, saved_at, saved_by,"
                + " occasion, kept_at, codec, schema, payload) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
                + Columns.payload(11) + ")");
        Columns.set(insert, 1, profile);
        insert.setLong(3, state.token());
        insert.setLong(4, state.version());
        Columns.set(insert, 5, state.saved());
        insert.setString(6, state.by());
        insert.setString(7, state.occasion().name().toLowerCase(Locale.ROOT));
        Columns.set(insert, 8, state.kept());
        Columns.set(insert, 9, state.payload());
        insert.executeUpdate();
    }

    void erase(ProfileId profile) throws SQLException {
        PreparedStatement delete = statements.of("DELETE FROM revision WHERE store = ? AND key = ?");
        Columns.set(delete, 1, profile);
        delete.executeUpdate();
    }
}
