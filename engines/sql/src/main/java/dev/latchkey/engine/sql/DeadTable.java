package dev.latchkey.engine.sql;

import dev.latchkey.spi.DeadLetter;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.ProfileId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of {@code latchkey_dead_letter}: what will not be delivered, unless somebody revives it. */
final class DeadTable {
    private static final String COLUMNS = Letters.COLUMNS + ", died_at, reason, never_waited";

    private static final String ONE = " FROM latchkey_dead_letter WHERE store = ? AND profile_key = ? AND id = ?";

    private static final String COPY = "INSERT INTO latchkey_dead_letter (" + COLUMNS + ") SELECT " + Letters.COLUMNS
            + ", ?, ?, FALSE FROM latchkey_letter WHERE ";

    private final Statements statements;

    DeadTable(Statements statements) {
        this.statements = statements;
    }

    /** A letter that never waited. */
    void add(Letter letter, String reason, Instant now) throws SQLException {
        PreparedStatement insert = statements.of(
                "INSERT INTO latchkey_dead_letter (" + COLUMNS + ") VALUES (" + Letters.VALUES + ", ?, ?, TRUE)");
        Letters.set(insert, letter);
        Columns.set(insert, 13, now);
        insert.setString(14, reason);
        insert.executeUpdate();
    }

    /** One that comes from elsewhere. */
    void add(DeadLetter dead) throws SQLException {
        PreparedStatement insert = statements.of(
                "INSERT INTO latchkey_dead_letter (" + COLUMNS + ") VALUES (" + Letters.VALUES + ", ?, ?, ?)");
        Letters.set(insert, dead.letter());
        Columns.set(insert, 13, dead.at());
        insert.setString(14, dead.reason());
        insert.setBoolean(15, dead.letter().undeliverable() != null);
        insert.executeUpdate();
    }

    /** Copies a waiting letter; false where it does not wait. */
    boolean copy(ProfileId profile, String letter, String reason, Instant now) throws SQLException {
        PreparedStatement insert = statements.of(COPY + "store = ? AND profile_key = ? AND id = ?");
        Columns.set(insert, 1, now);
        insert.setString(2, reason);
        Columns.set(insert, 3, profile);
        insert.setString(5, letter);
        return insert.executeUpdate() == 1;
    }

    /** Copies a waiting letter. */
    void copy(long number, String reason, Instant now) throws SQLException {
        PreparedStatement insert = statements.of(COPY + "number = ?");
        Columns.set(insert, 1, now);
        insert.setString(2, reason);
        insert.setLong(3, number);
        insert.executeUpdate();
    }

    /** Null where there is none such. */
    @Nullable
    Letter find(ProfileId profile, String letter) throws SQLException {
        PreparedStatement select = statements.of("SELECT " + Letters.COLUMNS + ONE);
        Columns.set(select, 1, profile);
        select.setString(3, letter);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Letters.read(row, 1, null) : null;
        }
    }

    /** Removes one; returns the items in it, null where there is none such. */
    @Nullable
    List<String> take(ProfileId profile, String letter) throws SQLException {
        Letter found = find(profile, letter);
        if (found == null) {
            return null;
        }
        PreparedStatement delete = statements.of("DELETE" + ONE);
        Columns.set(delete, 1, profile);
        delete.setString(3, letter);
        delete.executeUpdate();
        return found.items();
    }

    void erase(ProfileId profile) throws SQLException {
        PreparedStatement delete =
                statements.of("DELETE FROM latchkey_dead_letter WHERE store = ? AND profile_key = ?");
        Columns.set(delete, 1, profile);
        delete.executeUpdate();
    }

    /** The newest, newest first; of one profile, or of all for null. */
    List<DeadLetter> newest(@Nullable ProfileId profile, int limit) throws SQLException {
        PreparedStatement select = statements.of("SELECT died_at, reason, never_waited, " + Letters.COLUMNS
                + " FROM latchkey_dead_letter" + (profile == null ? "" : " WHERE store = ? AND profile_key = ?")
                + " ORDER BY number DESC LIMIT ?");
        if (profile != null) {
            Columns.set(select, 1, profile);
        }
        select.setInt(profile == null ? 1 : 3, limit);
        List<DeadLetter> all = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String reason = Columns.text(row, 2);
                Letter letter = Letters.read(row, 4, row.getBoolean(3) ? reason : null);
                all.add(new DeadLetter(letter, Columns.time(row, 1), reason));
            }
        }
        return all;
    }
}
