package dev.latchkey.engine.memory;

import dev.latchkey.spi.Belongings;
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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Kept orphans (S9), oldest first, each write once. Full, it refuses: nothing is thrown away. Not thread-safe. */
final class MemoryShelf {
    static final int LIMIT = 10_000;

    private final Map<Id, Shelved> shelved;
    /** The token of each profile's newest tombstone: sessions below it are such as that erase has ended. */
    private final Map<ProfileId, Long> erased;

    MemoryShelf() {
        this(new LinkedHashMap<>(), new TreeMap<>());
    }

    private MemoryShelf(Map<Id, Shelved> shelved, Map<ProfileId, Long> erased) {
        this.shelved = shelved;
        this.erased = erased;
    }

    MemoryShelf copy() {
        return new MemoryShelf(new LinkedHashMap<>(shelved), new TreeMap<>(erased));
    }

    /** Whether an erase has ended its session. */
    boolean isErased(Orphan orphan) {
        return orphan.fence().token() < erased.getOrDefault(orphan.profile(), 0L);
    }

    /** All of them or none; what an erase has ended is passed over. */
    boolean keep(List<Orphan> all, Instant now) {
        List<Orphan> orphans = all.stream().filter(orphan -> !isErased(orphan)).toList();
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

    /**
     * What was lost of an erased profile goes with it, and so will what comes of the sessions before.
     *
     * @param token of the tombstone
     */
    void erase(ProfileId profile, long token) {
        erased.put(profile, token);
        shelved.values().removeIf(each -> each.orphan().profile().equals(profile));
    }

    long erased(ProfileId profile) {
        return erased.getOrDefault(profile, 0L);
    }

    /** In the place of all orphans of a profile. */
    void replace(Belongings with) {
        erase(with.profile(), with.erased());
        if (with.erased() == 0) {
            erased.remove(with.profile());
        }
        with.orphans().forEach(each -> shelved.put(each.orphan().write(), each));
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
