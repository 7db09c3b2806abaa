package dev.latchkey.engine.postgres;

import dev.latchkey.engine.sql.Columns;
import dev.latchkey.engine.sql.RenewalQueries;
import dev.latchkey.engine.sql.Statements;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A renewal in one round trip: five statements sent together, which are one transaction. The first locks the row, so that
 * the others see all that whoever took a session has entered before.
 */
final class Renewing {
    private static final String RENEW = "WITH renewed AS (UPDATE latchkey_server SET beat = beat + 1,"
            + " since = CASE WHEN lease_end <= c.millis THEN c.millis ELSE since END, lease_end = c.millis + ?"
            + " FROM (SELECT latchkey_now() AS millis) c WHERE id = ? AND beat = ? AND buried_at IS NULL RETURNING beat),"
            + " heard AS (DELETE FROM latchkey_taken USING renewed WHERE owner = ? AND number <= ?)"
            + " SELECT beat FROM renewed";

    private static final String FOUND = "SELECT beat FROM latchkey_server WHERE id = ? AND buried_at IS NULL";

    private static final String SQL = RENEW + "; " + FOUND + "; " + RenewalQueries.WANTED + "; " + RenewalQueries.TAKEN
            + "; " + RenewalQueries.MAIL;

    private Renewing() {}

    static RenewReply run(Statements statements, Renewal asked) throws SQLException {
        PreparedStatement all = statements.of(SQL);
        all.setLong(1, asked.lease().toMillis());
        Columns.set(all, 2, asked.server());
        all.setLong(3, asked.beat());
        Columns.set(all, 4, asked.server());
        all.setLong(5, asked.acknowledged());
        for (int at = 6; at <= 10; at++) {
            Columns.set(all, at, asked.server());
        }
        all.execute();
        boolean renewed;
        try (ResultSet row = all.getResultSet()) {
            renewed = row.next();
        }
        all.getMoreResults();
        long beat;
        try (ResultSet row = all.getResultSet()) {
            if (!row.next()) {
                return new RenewReply.Gone();
            }
            beat = row.getLong(1);
        }
        if (!renewed) {
            return new RenewReply.BeatMoved(beat);
        }
        all.getMoreResults();
        List<RenewReply.WantedSession> wanted;
        try (ResultSet row = all.getResultSet()) {
            wanted = RenewalQueries.wanted(row);
        }
        all.getMoreResults();
        List<RenewReply.Taken> taken;
        try (ResultSet row = all.getResultSet()) {
            taken = RenewalQueries.taken(row);
        }
        all.getMoreResults();
        try (ResultSet row = all.getResultSet()) {
            List<ProfileId> mail = RenewalQueries.mail(row);
            return new RenewReply.Renewed(beat, wanted, taken, mail);
        }
    }
}
