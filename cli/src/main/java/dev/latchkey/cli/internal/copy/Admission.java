package dev.latchkey.cli.internal.copy;

import dev.latchkey.cli.internal.store.Refusal;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Inspection.ServerInfo;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Relocation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a store may be copied into: it is empty, or has what an earlier attempt of the same copy has left. */
final class Admission {
    private static final int BATCH = 200;

    private Admission() {}

    /**
     * Looks at all that the second store has, before anything is written.
     *
     * @return how many profiles the first store has
     * @throws Refusal if the second store has anything else
     */
    static long check(Side from, Side to) {
        checkUnused(to);
        Iterator<ProfileId> there = to.profiles();
        ProfileId next = next(there);
        long total = 0;
        List<ProfileId> both = new ArrayList<>();
        for (Iterator<ProfileId> here = from.profiles(); here.hasNext(); total++) {
            ProfileId profile = here.next();
            if (next != null && next.compareTo(profile) < 0) {
                throw stranger(next);
            }
            if (profile.equals(next)) {
                both.add(profile);
                next = next(there);
            }
            if (both.size() == BATCH) {
                compare(from, to, both);
                both.clear();
            }
        }
        if (next != null) {
            throw stranger(next);
        }
        compare(from, to, both);
        return total;
    }

    private static @Nullable ProfileId next(Iterator<ProfileId> profiles) {
        return profiles.hasNext() ? profiles.next() : null;
    }

    /**
     * Nobody has played there: what servers did would be lost, or taken for what came from the first store.
     *
     * @throws Refusal if so
     */
    static void checkUnused(Side to) {
        List<ServerInfo> servers = to.servers();
        if (!servers.isEmpty()) {
            throw Refusal.failed("the second store is in use, or was: its servers are " + Copying.names(servers)
                    + "; copy into an empty store");
        }
    }

    private static void compare(Side from, Side to, List<ProfileId> both) {
        Map<ProfileId, Optional<Head>> comes = from.heads(both);
        to.heads(both).forEach((profile, found) -> {
            Head next = comes.getOrDefault(profile, Optional.empty()).orElse(null);
            if (!Relocation.mayReplace(found.orElse(null), next)) {
                throw taken(profile, found.orElse(Head.EMPTY));
            }
        });
    }

    private static Refusal stranger(ProfileId profile) {
        return Refusal.failed(
                "the second store has " + profile + ", which the first has not; copy into an empty store");
    }

    /** The second store has a profile of the same name that is not an older state of it. */
    static Refusal taken(ProfileId profile, Head found) {
        return Refusal.failed(
                "the second store has another " + profile + ", or a newer one, or it is open there: token "
                        + found.token() + ", version " + found.version() + "; copy into an empty store");
    }
}
