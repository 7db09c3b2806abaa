package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Housekeeping;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * Forgetting what is too old. The store's clock never goes back, so the oldest rows of a table have its lowest numbers:
 * no index by time is needed, which every commit would have to write.
 */
final class Sweeping {
    private static final String IDLE = "SELECT ifnull((SELECT kept_at FROM revision ORDER BY number LIMIT 1) < ?1, 0)"
            + " OR ifnull((SELECT settled_at FROM letter_settled ORDER BY number LIMIT 1) < ?2, 0)"
            + " OR ifnull((SELECT at FROM item_move ORDER BY number LIMIT 1) < ?3, 0)"
            + " OR EXISTS (SELECT 1 FROM letter INDEXED BY letter_expiry WHERE expires_at <= ?4)";

    private Sweeping() {}

    /** Whether there is nothing to do; for a reading connection, so that nobody waits for a turn in vain. */
    static boolean idle(Statements statements, Housekeeping.Retention retention, Instant now) throws SQLException {
        PreparedStatement select = statements.of(IDLE);
        Columns.set(select, 1, Housekeeping.Retention.before(now, retention.revisions()));
        Columns.set(select, 2, Housekeeping.Retention.before(now, retention.letters()));
        Columns.set(select, 3, Housekeeping.Retention.before(now, retention.moves()));
        Columns.set(select, 4, now);
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1) == 0;
        }
    }

    static Housekeeping.Swept sweep(Transaction tx, Housekeeping.Retention retention) throws SQLException {
        int most = retention.most();
        int revisions = forget(tx, "revision", "kept_at", retention.revisions(), most);
        int letters = forget(tx, "letter_settled", "settled_at", retention.letters(), most);
        int moves = forget(tx, "item_move", "at", retention.moves(), most);
        var expired = tx.mail.expired(tx.now(), most);
        MailVerbs.expire(tx, expired);
        return new Housekeeping.Swept(revisions, letters, moves, expired.size());
    }

    private static int forget(Transaction tx, String table, String time, Duration age, int most) throws SQLException {
        PreparedStatement delete = tx.statements.of("DELETE FROM " + table + " WHERE number IN (SELECT number FROM "
                + table + " ORDER BY number LIMIT ?1) AND " + time + " < ?2");
        delete.setInt(1, most);
        Columns.set(delete, 2, Housekeeping.Retention.before(tx.now(), age));
        return delete.executeUpdate();
    }
}
