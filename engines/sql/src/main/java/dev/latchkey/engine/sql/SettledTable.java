package dev.latchkey.engine.sql;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.ProfileId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rows of {@code latchkey_letter_settled}: ids that are known, so that a sender's retry is not delivered again (S6). */
final class SettledTable {
    private static final String KNOWN = "SELECT 1 FROM latchkey_letter WHERE store = ? AND profile_key = ? AND id = ?"
            + " UNION ALL SELECT 1 FROM latchkey_letter_settled WHERE store = ? AND profile_key = ? AND id = ?"
            + " UNION ALL SELECT 1 FROM latchkey_dead_letter WHERE store = ? AND profile_key = ? AND id = ?";

    /** An id that was there before gets a new row, since rows are forgotten in the order of their numbers. */
    private static final String INSERT = "INSERT INTO latchkey_letter_settled (store, profile_key, id, settled_at) ";

    private final Statements statements;

    SettledTable(Statements statements) {
        this.statements = statements;
    }

    /** Whether a letter's id is known: waiting, dead or settled. */
    boolean known(ProfileId profile, String letter) throws SQLException {
        PreparedStatement select = statements.of(KNOWN);
        for (int at = 1; at <= 7; at += 3) {
            Columns.set(select, at, profile);
            select.setString(at + 2, letter);
        }
        try (ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    void add(ProfileId profile, String letter, Instant now) throws SQLException {
        PreparedStatement delete =
                statements.of("DELETE FROM latchkey_letter_settled WHERE store = ? AND profile_key = ? AND id = ?");
        Columns.set(delete, 1, profile);
        delete.setString(3, letter);
        delete.executeUpdate();
        PreparedStatement insert = statements.of(INSERT + "VALUES (?, ?, ?, ?)");
        Columns.set(insert, 1, profile);
        insert.setString(3, letter);
        Columns.set(insert, 4, now);
        insert.executeUpdate();
    }

    List<Belongings.Settled> all(ProfileId profile) throws SQLException {
        PreparedStatement select = statements.of(
                "SELECT id, settled_at FROM latchkey_letter_settled WHERE store = ? AND profile_key = ? ORDER BY id");
        Columns.set(select, 1, profile);
        List<Belongings.Settled> settled = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                settled.add(new Belongings.Settled(Columns.text(row, 1), Columns.time(row, 2)));
            }
        }
        return settled;
    }

    /** Forgets all ids of a profile that comes from elsewhere with its own. */
    void forget(ProfileId profile) throws SQLException {
        PreparedStatement delete =
                statements.of("DELETE FROM latchkey_letter_settled WHERE store = ? AND profile_key = ?");
        Columns.set(delete, 1, profile);
        delete.executeUpdate();
    }

    /** All waiting and dead letters of a profile, which are about to go. */
    void addAll(ProfileId profile, Instant now) throws SQLException {
        addAll("latchkey_letter", profile, now);
        addAll("latchkey_dead_letter", profile, now);
    }

    private void addAll(String table, ProfileId profile, Instant now) throws SQLException {
        PreparedStatement insert = statements.of(INSERT + "SELECT store, profile_key, id, ? FROM " + table
                + " WHERE store = ? AND profile_key = ? ORDER BY number"
                + statements.dialect().orNothing("store, profile_key, id"));
        Columns.set(insert, 1, now);
        Columns.set(insert, 2, profile);
        insert.executeUpdate();
    }
}
