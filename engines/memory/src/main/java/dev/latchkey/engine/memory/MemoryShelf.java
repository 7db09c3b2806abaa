package dev.latchkey.engine.memory;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection.Lost;
import dev.latchkey.spi.OrphanShelf.Orphan;
import dev.latchkey.spi.OrphanShelf.Shelved;
import dev.latchkey.spi.ProfileId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kept orphans (S9), oldest first, each write once. Full, it refuses: nothing is thrown away. Not thread-safe. */
final class MemoryShelf {
    static final int LIMIT = 10_000;

    private final Map<Id, Shelved> shelved;

    MemoryShelf() {
        this(new LinkedHashMap<>());
    }

    private MemoryShelf(Map<Id, Shelved> shelved) {
        this.shelved = shelved;
    }

    MemoryShelf copy() {
        return new MemoryShelf(new LinkedHashMap<>(shelved));
    }

    /** All of them or none. */
    boolean keep(List<Orphan> orphans, Instant now) {
        long fresh = orphans.stream()
                .map(Orphan::write)
                .filter(write -> !shelved.containsKey(write))
                .distinct()
                .count();
        if (shelved.size() + fresh > LIMIT) {
            return false;
        }
        orphans.forEach(orphan -> shelved.putIfAbsent(orphan.write(), new Shelved(now, orphan)));
        return true;
    }

    /** What was lost of an erased profile goes with it. */
    void erase(ProfileId profile) {
        shelved.values().removeIf(each -> each.orphan().profile().equals(profile));
    }

    List<Shelved> newest(@Nullable ProfileId profile, int count) {
        List<Shelved> newest = new ArrayList<>(shelved.values()).reversed();
        return newest.stream()
                .filter(each -> profile == null || profile.equals(each.orphan().profile()))
                .limit(count)
                .toList();
    }

    /** What a session lost. */
    Lost lost(ProfileId profile, long token) {
        int count = 0;
        long bytes = 0;
        boolean maybeApplied = false;
        for (Shelved each : shelved.values()) {
            Orphan orphan = each.orphan();
            if (orphan.profile().equals(profile) && orphan.fence().token() == token) {
                count++;
                bytes += orphan.payload().size();
                maybeApplied |= orphan.maybeApplied();
            }
        }
        return count == 0 ? Lost.NONE : new Lost(count, bytes, maybeApplied);
    }
}
