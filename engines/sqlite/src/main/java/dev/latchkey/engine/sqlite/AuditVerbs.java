package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection.EndedSession;
import dev.latchkey.spi.Inspection.Lost;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.SessionEnd;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells the audit what becomes of sessions, in the transaction that does it. After the record is written. */
final class AuditVerbs {
    private AuditVerbs() {}

    /** The session that was found is over; where there was none, that is only told. */
    static void ended(
            Transaction tx, SessionEnd end, ProfileId profile, ProfileTable.@Nullable Row found, String by)
            throws SQLException {
        ProfileRecord record = found == null ? null : found.record();
        Id owner = record == null ? null : record.head().owner();
        EndedSession session = record == null || owner == null
                ? null
                : new EndedSession(
                        tx.servers.name(owner),
                        record.head().token(),
                        record.dates().session(),
                        Lost.NONE);
        tx.audit.add(tx.now(), end.word(), row(tx, profile, found), owner, by, session);
    }

    /** A server has written a record. */
    static void written(Transaction tx, Id server, ProfileTable.@Nullable Row found, ProfileRecord after)
            throws SQLException {
        Head head = after.head();
        SessionEnd end = SessionEnd.of(found == null ? null : found.record().head(), head);
        if (end == SessionEnd.WRITTEN) {
            EndedSession session = new EndedSession(tx.servers.name(server), head.token(), tx.now(), Lost.NONE);
            long row = row(tx, after.profile(), found);
            tx.audit.add(tx.now(), end.word(), row, server, tx.servers.display(server), session);
        } else if (end != null) {
            Id owner = head.owner();
            ended(tx, end, after.profile(), found, tx.servers.display(owner == null ? server : owner));
        }
    }

    private static long row(Transaction tx, ProfileId profile, ProfileTable.@Nullable Row found) throws SQLException {
        return found == null ? tx.profiles.number(profile) : found.number();
    }
}
