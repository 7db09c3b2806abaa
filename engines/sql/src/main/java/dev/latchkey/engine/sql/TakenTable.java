package dev.latchkey.engine.sql;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.RenewReply;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** The rows of {@code taken}: sessions that servers lost and have not acknowledged (L1). */
final class TakenTable {
    private final Statements statements;

    TakenTable(Statements statements) {
        this.statements = statements;
    }

    void add(ProfileId profile, RecordRules.Loss loss) throws SQLException {
        PreparedStatement insert = statements.of(
                "INSERT INTO latchkey_taken (owner, store, profile_key, token, claim, how, taken_by) VALUES (?, ?, ?, ?, ?, ?, ?)");
        Columns.set(insert, 1, loss.owner());
        insert.setString(2, profile.store());
        insert.setString(3, profile.key());
        insert.setLong(4, loss.token());
        Columns.set(insert, 5, loss.claim());
        insert.setString(6, name(loss.how()));
        insert.setString(7, loss.by());
        insert.executeUpdate();
    }

    /** What took a session, as the tables have it. */
    static String name(RenewReply.How how) {
        return how.name().toLowerCase(Locale.ROOT);
    }

    void acknowledge(Id owner, long number) throws SQLException {
        PreparedStatement delete = statements.of("DELETE FROM latchkey_taken WHERE owner = ? AND number <= ?");
        Columns.set(delete, 1, owner);
        delete.setLong(2, number);
        delete.executeUpdate();
    }

    List<RenewReply.Taken> of(Id owner) throws SQLException {
        PreparedStatement select = statements.of(RenewalQueries.TAKEN);
        Columns.set(select, 1, owner);
        try (ResultSet row = select.executeQuery()) {
            return RenewalQueries.taken(row);
        }
    }
}
