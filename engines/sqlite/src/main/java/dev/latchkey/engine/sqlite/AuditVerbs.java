package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection.EndedSession;
import dev.latchkey.spi.Inspection.Lost;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.SessionEnd;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the audit is to hear of sessions that end, in the transaction that ends them. */
final class AuditVerbs {
    private AuditVerbs() {}

    /** The session that was found is over; where there was none, that is only told. */
    static ProfileTable.Entry ended(Transaction tx, SessionEnd end, ProfileTable.@Nullable Row found, String by) {
        return row -> {
            ProfileRecord record = found == null ? null : found.record();
            Id owner = record == null ? null : record.head().owner();
            EndedSession session = record == null || owner == null
                    ? null
                    : new EndedSession(
                            tx.servers.name(owner),
                            record.head().token(),
                            record.dates().session(),
                            Lost.NONE);
            tx.audit.add(tx.now(), end.word(), row, owner, by, session);
        };
    }

    /** A server writes a record; null where the session goes on. */
    static ProfileTable.@Nullable Entry written(
            Transaction tx, Id server, ProfileTable.@Nullable Row found, ProfileRecord after) throws SQLException {
        Head head = after.head();
        SessionEnd end = SessionEnd.of(found == null ? null : found.record().head(), head);
        Id owner = head.owner();
        return end == null ? null : ended(tx, end, found, tx.servers.display(owner == null ? server : owner));
    }
}
