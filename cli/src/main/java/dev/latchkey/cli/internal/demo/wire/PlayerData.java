package dev.latchkey.cli.internal.demo.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * A player's data, a plain record. Immutable.
 *
 * @param gold what is left of all that was earned
 * @param items ids of what is carried
 * @param done every deed that ever counted, by its number, in order: the lineage that the check looks at
 */
public record PlayerData(long gold, List<Integer> items, List<Integer> done) {
    /** A new player. */
    public static final PlayerData FRESH = new PlayerData(0, List.of(), List.of());

    /** Copies the lists. */
    public PlayerData {
        items = List.copyOf(items);
        done = List.copyOf(done);
    }

    /**
     * The data after one more deed.
     *
     * @throws IllegalStateException if it cannot be done; says why
     */
    public PlayerData after(int number, Deed deed) {
        List<Integer> carried = new ArrayList<>(items);
        long left = gold;
        switch (deed.kind()) {
            case EARN -> left += deed.arg();
            case SPEND -> left -= deed.arg();
            case TAKE -> carried.add(deed.arg());
            case DROP -> {
                if (!carried.remove(/* element */ (Integer) deed.arg())) {
                    throw new IllegalStateException("nothing to drop");
                }
            }
        }
        if (left < 0) {
            throw new IllegalStateException("too little gold");
        }
        List<Integer> longer = new ArrayList<>(done);
        longer.add(number);
        return new PlayerData(left, carried, longer);
    }

    /** Number of the newest deed, 0 for none. */
    public int newest() {
        return done.isEmpty() ? 0 : done.get(done.size() - 1);
    }
}
