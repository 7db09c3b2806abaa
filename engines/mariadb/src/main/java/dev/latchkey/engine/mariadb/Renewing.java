package dev.latchkey.engine.mariadb;

import dev.latchkey.engine.sql.RenewalQueries;
import dev.latchkey.engine.sql.Statements;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import java.sql.SQLException;

/** A renewal in one round trip. The row is locked first, so that all that whoever took a session has entered is seen. */
final class Renewing {
    private static final String FOUND =
            "SELECT beat FROM latchkey_server WHERE id = ? AND buried_at IS NULL FOR UPDATE";

    /** From left to right: a column that was set is seen as set. */
    private static final String RENEW = "UPDATE latchkey_server SET beat = beat + 1,"
            + " since = CASE WHEN lease_end <= @lk_now THEN @lk_now ELSE since END, lease_end = @lk_now + ?"
            + " WHERE id = ? AND beat = ? AND buried_at IS NULL";

    private static final String HEARD = "DELETE FROM latchkey_taken WHERE owner = ? AND number <= ? AND @lk_ok = 1";

    private static final long NONE = -1;

    private Renewing() {}

    static RenewReply run(Statements statements, Renewal asked) throws SQLException {
        Id server = asked.server();
        Text text = new Text().add(FOUND, server).addClock(statements);
        text.add(RENEW, asked.lease().toMillis(), server, asked.beat()).add("SET @lk_ok = ROW_COUNT()");
        text.add(HEARD, server, asked.acknowledged());
        text.add(RenewalQueries.WANTED, server).add(RenewalQueries.TAKEN, server);
        text.add(RenewalQueries.MAIL, server, server);
        return text.run(statements, answers -> {
            long found = answers.rows(row -> row.next() ? row.getLong(1) : NONE);
            answers.skip(1);
            boolean renewed = answers.count() == 1;
            answers.skip(2);
            var wanted = answers.rows(RenewalQueries::wanted);
            var taken = answers.rows(RenewalQueries::taken);
            var mail = answers.rows(RenewalQueries::mail);
            if (found == NONE) {
                return new RenewReply.Gone();
            }
            return renewed ? new RenewReply.Renewed(found + 1, wanted, taken, mail) : new RenewReply.BeatMoved(found);
        });
    }
}
