package dev.latchkey.engine.memory;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection.AuditEntry;
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

    void add(Instant at, String what, @Nullable ProfileId profile, @Nullable Id from, String by) {
        newestFirst.addFirst(new AuditEntry(at, what, profile, from, by));
        if (newestFirst.size() > limit) {
            newestFirst.removeLast();
        }
    }

    List<AuditEntry> newest(@Nullable ProfileId profile, int count) {
        return newestFirst.stream()
                .filter(entry -> profile == null || profile.equals(entry.profile()))
                .limit(count)
                .toList();
    }
}
