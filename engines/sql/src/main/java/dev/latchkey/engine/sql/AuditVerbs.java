package dev.latchkey.engine.sql;

import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection.EndedSession;
import dev.latchkey.spi.Inspection.Lost;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.SessionEnd;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the audit is to hear of sessions that end, in the transaction that ends them. */
final class AuditVerbs {
    private AuditVerbs() {}

    /** The session that was found is over; where there was none, that is only told. */
    static void ended(Transaction tx, SessionEnd end, ProfileId profile, @Nullable ProfileRecord found, String by)
            throws SQLException {
        Id owner = found == null ? null : found.head().owner();
        EndedSession session = found == null || owner == null
                ? null
                : new EndedSession(
                        tx.servers.name(owner),
                        found.head().token(),
                        found.dates().session(),
                        Lost.NONE);
        tx.audit.add(tx.now(), end.word(), profile, owner, by, session);
    }

    /** A server writes a record; nothing where the session goes on. */
    static void written(Transaction tx, Id server, @Nullable ProfileRecord found, ProfileRecord after)
            throws SQLException {
        Head head = after.head();
        SessionEnd end = SessionEnd.of(found == null ? null : found.head(), head);
        Id owner = head.owner();
        if (end != null) {
            ended(tx, end, after.profile(), found, tx.servers.display(owner == null ? server : owner));
        }
    }
}
