package dev.latchkey.engine.sql;

import dev.latchkey.spi.Housekeeping;
import dev.latchkey.spi.ProfileId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/**
 * Forgetting what is too old. The oldest rows of a table have its lowest numbers, but for transactions that ran at the same
 * moment: no index by time is needed, which every commit would have to write.
 */
final class Sweeping {
    private Sweeping() {}

    static Housekeeping.Swept sweep(Transaction tx, Housekeeping.Retention retention) throws SQLException {
        int most = retention.most();
        int revisions = forget(tx, "latchkey_revision", "kept_at", retention.revisions(), most);
        int letters = forget(tx, "latchkey_letter_settled", "settled_at", retention.letters(), most);
        int moves = forget(tx, "latchkey_item_move", "moved_at", retention.moves(), most);
        int audit = forget(tx, "latchkey_audit", "done_at", retention.audit(), most);
        return new Housekeeping.Swept(revisions, letters, moves, audit, expire(tx, most));
    }

    private static int expire(Transaction tx, int most) throws SQLException {
        List<ProfileId> mailboxes = tx.mail.expired(tx.now(), most);
        int expired = 0;
        for (ProfileId mailbox : new TreeSet<>(mailboxes)) {
            tx.mailboxes.lock(mailbox);
            List<Long> numbers = tx.mail.expired(mailbox, 0, tx.now());
            List<Long> some = numbers.subList(0, Math.min(numbers.size(), most - expired));
            MailVerbs.expire(tx, some);
            expired += some.size();
        }
        return expired;
    }

    /** The rows are found through a table of their own, since some databases take no limit in a list to delete. */
    private static int forget(Transaction tx, String table, String time, Duration age, int most) throws SQLException {
        Instant before = Housekeeping.Retention.before(tx.now(), age);
        PreparedStatement delete = tx.statements.of("DELETE FROM " + table + " WHERE number IN (SELECT number FROM"
                + " (SELECT number FROM " + table + " ORDER BY number LIMIT ?) AS oldest) AND " + time + " < ?");
        delete.setInt(1, most);
        Columns.set(delete, 2, before);
        return delete.executeUpdate();
    }
}
