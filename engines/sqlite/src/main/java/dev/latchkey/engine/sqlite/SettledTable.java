package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.ProfileId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rows of {@code letter_settled}: ids that are known, so that a sender's retry is not delivered again (S6). */
final class SettledTable {
    private static final String KNOWN = "SELECT EXISTS (SELECT 1 FROM letter WHERE store = ?1 AND key = ?2 AND id = ?3)"
            + " OR EXISTS (SELECT 1 FROM letter_settled WHERE store = ?1 AND key = ?2 AND id = ?3)"
            + " OR EXISTS (SELECT 1 FROM dead_letter WHERE store = ?1 AND key = ?2 AND id = ?3)";

    /** An id that was there before gets a new row, since rows are forgotten in the order of their numbers. */
    private static final String INSERT = "INSERT OR REPLACE INTO letter_settled (store, key, id, settled_at) ";

    private final Statements statements;

    SettledTable(Statements statements) {
        this.statements = statements;
    }

    /** Whether a letter's id is known: waiting, dead or settled. */
    boolean known(ProfileId profile, String letter) throws SQLException {
        PreparedStatement select = statements.of(KNOWN);
        Columns.set(select, 1, profile);
        select.setString(3, letter);
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1) != 0;
        }
    }

    void add(ProfileId profile, String letter, Instant now) throws SQLException {
        PreparedStatement insert = statements.of(INSERT + "VALUES (?, ?, ?, ?)");
        Columns.set(insert, 1, profile);
        insert.setString(3, letter);
        Columns.set(insert, 4, now);
        insert.executeUpdate();
    }

    List<Belongings.Settled> all(ProfileId profile) throws SQLException {
        PreparedStatement select =
                statements.of("SELECT id, settled_at FROM letter_settled WHERE store = ? AND key = ? ORDER BY id");
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
        PreparedStatement delete = statements.of("DELETE FROM letter_settled WHERE store = ? AND key = ?");
        Columns.set(delete, 1, profile);
        delete.executeUpdate();
    }

    /** All waiting and dead letters of a profile, which are about to go. */
    void addAll(ProfileId profile, Instant now) throws SQLException {
        PreparedStatement insert =
                statements.of(INSERT + "SELECT store, key, id, ?3 FROM letter WHERE store = ?1 AND key = ?2"
                        + " UNION ALL SELECT store, key, id, ?3 FROM dead_letter WHERE store = ?1 AND key = ?2");
        Columns.set(insert, 1, profile);
        Columns.set(insert, 3, now);
        insert.executeUpdate();
    }
}
