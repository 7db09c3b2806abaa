package dev.latchkey.cli.internal.demo.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * A player's data, a plain record. Immutable.
 *
 * @param gold what is left of all that was earned
 * @param items ids of what is carried
 * @param done every deed that ever counted, by its number, in order: the lineage that the check looks at
 * @param got names of all gifts that ever came
 */
public record PlayerData(long gold, List<Integer> items, List<Integer> done, List<String> got) {
    /** A new player. */
    public static final PlayerData FRESH = new PlayerData(0, List.of(), List.of());

    /** Of one who never got anything. */
    public PlayerData(long gold, List<Integer> items, List<Integer> done) {
        this(gold, items, done, List.of());
    }

    /** Copies the lists. */
    public PlayerData {
        items = List.copyOf(items);
        done = List.copyOf(done);
        got = List.copyOf(got);
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
            case SPEND, PAY, MAIL -> left -= deed.arg();
            case TAKE -> carried.add(deed.arg());
            case DROP, GIVE, SHIP -> {
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
        return new PlayerData(left, carried, longer, got);
    }

    /** The data with a gift. */
    public PlayerData with(Gift gift) {
        List<Integer> carried = new ArrayList<>(items);
        if (gift.item() > 0) {
            carried.add(gift.item());
        }
        List<String> longer = new ArrayList<>(got);
        longer.add(gift.name());
        return new PlayerData(gold + gift.gold(), carried, done, longer);
    }

    /** The unique items, as the store names them. */
    public List<String> uniqueItems() {
        return items.stream().map(item -> "item-" + item).toList();
    }

    /** Number of the newest deed, 0 for none. */
    public int newest() {
        return done.isEmpty() ? 0 : done.get(done.size() - 1);
    }
}
