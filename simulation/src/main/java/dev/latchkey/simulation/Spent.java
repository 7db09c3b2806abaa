package dev.latchkey.simulation;

import dev.latchkey.engine.memory.Journal;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every claim that ever ended. A record remembers the last few only: of others a late open cannot be told. */
final class Spent {
    private final Set<Id> ever = new HashSet<>();
    private final Map<ProfileId, List<Id>> remembered = new HashMap<>();

    void see(Journal.Change change) {
        List<Id> spent = change.after().head().spent();
        ever.addAll(spent);
        remembered.put(change.profile(), spent);
    }

    boolean isForgotten(ProfileId profile, Id claim) {
        return ever.contains(claim) && !isRemembered(profile, claim);
    }

    boolean isRemembered(ProfileId profile, Id claim) {
        return remembered.getOrDefault(profile, List.of()).contains(claim);
    }

    /** Whether the record had remembered it before this change. */
    static boolean wasRemembered(Journal.Change change, Id claim) {
        return change.before() != null && change.before().head().spent().contains(claim);
    }
}
