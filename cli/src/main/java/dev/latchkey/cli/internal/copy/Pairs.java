package dev.latchkey.cli.internal.copy;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.ProfileId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All profiles of both sides, in order and in batches that fit into memory. For one thread. */
final class Pairs {
    /** A profile as it is on both sides; at rest, since no session is moved. */
    record Pair(Belongings from, Belongings to) {
        boolean same() {
            return from.equals(to);
        }

        ProfileId profile() {
            return from.profile();
        }
    }

    private static final int MOST = 256;
    private static final long LIGHT = 4L << 20;
    private static final long HEAVY = 16L << 20;

    private final Side from;
    private final Side to;
    private final Iterator<ProfileId> here;
    private final Iterator<ProfileId> there;
    private @Nullable ProfileId nextHere;
    private @Nullable ProfileId nextThere;
    private int size = 32;

    Pairs(Side from, Side to) {
        this.from = from;
        this.to = to;
        this.here = from.profiles();
        this.there = to.profiles();
        this.nextHere = next(here);
        this.nextThere = next(there);
    }

    private static @Nullable ProfileId next(Iterator<ProfileId> ids) {
        return ids.hasNext() ? ids.next() : null;
    }

    /** The next batch; empty at the end. */
    List<Pair> batch() {
        List<ProfileId> ofFrom = new ArrayList<>();
        List<ProfileId> ofTo = new ArrayList<>();
        List<ProfileId> ids = new ArrayList<>();
        while (ids.size() < size && (nextHere != null || nextThere != null)) {
            int order = nextHere == null ? 1 : nextThere == null ? -1 : nextHere.compareTo(nextThere);
            if (order <= 0 && nextHere != null) {
                ids.add(nextHere);
                ofFrom.add(nextHere);
            }
            if (order >= 0 && nextThere != null) {
                ofTo.add(nextThere);
                if (order > 0) {
                    ids.add(nextThere);
                }
            }
            nextHere = order <= 0 ? next(here) : nextHere;
            nextThere = order >= 0 ? next(there) : nextThere;
        }
        Map<ProfileId, Belongings> left = byProfile(from.pack(ofFrom));
        Map<ProfileId, Belongings> right = byProfile(to.pack(ofTo));
        resize(left);
        return ids.stream()
                .map(id -> new Pair(
                        left.getOrDefault(id, Belongings.none(id)).atRest(),
                        right.getOrDefault(id, Belongings.none(id)).atRest()))
                .toList();
    }

    private void resize(Map<ProfileId, Belongings> read) {
        long bytes =
                read.values().stream().mapToLong(each -> Tally.of(each).bytes()).sum();
        if (bytes > HEAVY) {
            size = Math.max(1, size / 2);
        } else if (bytes < LIGHT) {
            size = Math.min(MOST, size * 2);
        }
    }

    private static Map<ProfileId, Belongings> byProfile(List<Belongings> all) {
        Map<ProfileId, Belongings> found = new HashMap<>();
        all.forEach(each -> found.put(each.profile(), each));
        return found;
    }
}
