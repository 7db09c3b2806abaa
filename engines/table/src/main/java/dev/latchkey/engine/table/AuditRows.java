package dev.latchkey.engine.table;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection.AuditEntry;
import dev.latchkey.spi.Inspection.EndedSession;
import dev.latchkey.spi.Inspection.Lost;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.SessionEnd;
import dev.latchkey.spi.TransactionalTable.Row;
import dev.latchkey.spi.TransactionalTable.RowKey;
import dev.latchkey.spi.TransactionalTable.Scan;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit: each entry is a row of all, by time, and one of its profile. */
final class AuditRows {
    static final String KIND = "audit";

    private AuditRows() {}

    /** The session that was found is over; where there was none, that is only told. */
    static void ended(Step step, SessionEnd end, ProfileId profile, @Nullable Profile found, String by) {
        Id owner = found == null ? null : found.head().owner();
        EndedSession session = found == null || owner == null
                ? null
                : new EndedSession(
                        ServerRows.name(step, owner),
                        found.head().token(),
                        found.record().dates().session(),
                        Lost.NONE);
        add(step, new AuditEntry(step.now(), end.word(), profile, owner, by, session));
    }

    static void buried(Step step, Id server, String by) {
        add(step, new AuditEntry(step.now(), "buried", null, server, by, null));
    }

    static void add(Step step, AuditEntry entry) {
        String moment = step.moment();
        ProfileId profile = entry.profile();
        Id from = entry.from();
        String line = line(entry);
        if (profile != null) {
            step.put(new RowKey(Names.AUDIT, moment + " " + Names.of(profile)), line);
            step.put(new RowKey(Names.table(KIND, profile), moment), line);
        } else if (from != null) {
            step.put(new RowKey(Names.AUDIT, moment + " " + from), line);
        }
    }

    private static String line(AuditEntry entry) {
        EndedSession session = entry.session();
        Line line = new Line()
                .time(entry.at())
                .text(entry.what())
                .profile(entry.profile())
                .id(entry.from())
                .text(entry.by())
                .flag(session != null);
        if (session != null) {
            line.text(session.name()).number(session.token()).time(session.began());
        }
        return line.done();
    }

    static AuditEntry entry(Row row) {
        return Columns.read(
                row.key().name(),
                row.value(),
                from -> new AuditEntry(
                        from.time(),
                        from.text(),
                        from.maybeProfile(),
                        from.maybeId(),
                        from.text(),
                        from.flag() ? new EndedSession(from.text(), from.number(), from.time(), Lost.NONE) : null));
    }

    static Scan newest(@Nullable ProfileId profile, int limit) {
        return new Scan(profile == null ? Names.AUDIT : Names.table(KIND, profile), "", "", limit, true);
    }

    /** What was told of an erased profile goes with it. */
    static void erase(Step step, ProfileId profile) {
        for (Row row : step.all(Names.table(KIND, profile))) {
            step.remove(row.key());
            step.remove(new RowKey(Names.AUDIT, row.key().name() + " " + Names.of(profile)));
        }
    }

    /** Forgets the oldest that are older; so many at most. */
    static int forget(Step step, Instant before, int most) {
        List<Row> old = step.scan(new Scan(Names.AUDIT, "", Times.sortable(before), most, false));
        for (Row row : old) {
            step.remove(row.key());
            ProfileId profile = entry(row).profile();
            if (profile != null) {
                String name = row.key().name();
                step.remove(new RowKey(Names.table(KIND, profile), name.substring(0, name.indexOf(' '))));
            }
        }
        return old.size();
    }
}
