package dev.latchkey.engine.memory;

import dev.latchkey.spi.Inspection.AuditEntry;
import dev.latchkey.spi.Inspection.EndedSession;
import dev.latchkey.spi.ProfileId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest entries of the audit; older ones are dropped. Not thread-safe. */
final class MemoryAudit {
    private final ArrayDeque<AuditEntry> newestFirst;
    private final int limit;

    MemoryAudit(int limit) {
        this(limit, new ArrayDeque<>());
    }

    private MemoryAudit(int limit, ArrayDeque<AuditEntry> newestFirst) {
        this.limit = limit;
        this.newestFirst = newestFirst;
    }

    MemoryAudit copy() {
        return new MemoryAudit(limit, new ArrayDeque<>(newestFirst));
    }

    void add(AuditEntry entry) {
        newestFirst.addFirst(entry);
        if (newestFirst.size() > limit) {
            newestFirst.removeLast();
        }
    }

    /** What is told of an erased profile goes with it. */
    void erase(ProfileId profile) {
        newestFirst.removeIf(entry -> profile.equals(entry.profile()));
    }

    /** With what each session lost, as far as that is on the shelf by now. */
    List<AuditEntry> newest(@Nullable ProfileId profile, int count, MemoryShelf shelf) {
        return newestFirst.stream()
                .filter(entry -> profile == null || profile.equals(entry.profile()))
                .limit(count)
                .map(entry -> withLost(entry, shelf))
                .toList();
    }

    private static AuditEntry withLost(AuditEntry entry, MemoryShelf shelf) {
        EndedSession session = entry.session();
        ProfileId profile = entry.profile();
        return session == null || profile == null
                ? entry
                : new AuditEntry(
                        entry.at(),
                        entry.what(),
                        profile,
                        entry.from(),
                        entry.by(),
                        new EndedSession(
                                session.name(),
                                session.token(),
                                session.began(),
                                shelf.lost(profile, session.token())));
    }

    int forget(Instant before, int most) {
        int gone = 0;
        while (gone < most
                && !newestFirst.isEmpty()
                && newestFirst.getLast().at().isBefore(before)) {
            newestFirst.removeLast();
            gone++;
        }
        return gone;
    }
}
