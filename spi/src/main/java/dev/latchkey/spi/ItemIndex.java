package dev.latchkey.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ability of an engine: unique items. An id is in one profile, or in one letter, at most, over all stores of the
 * engine; commits say what they move ({@link Effects}), and one that would make a second holder is rejected.
 */
public interface ItemIndex {
    /** The longest id, in characters. */
    int MAX_ID = 128;

    /** Where an item is; empty where no holder is known. */
    Outcome<Optional<Holding>> holding(String item);

    /** The item's moves, newest first, at most {@code limit}. */
    Outcome<List<Move>> path(String item, int limit);

    /**
     * Enters the items of a profile that was stored before they were declared. Those that have another holder stay
     * that one's.
     *
     * @param token enters only while the record has this token
     * @param version enters only while the record has this version
     */
    Outcome<Indexed> index(ProfileId profile, long token, long version, List<String> items);

    /**
     * One move of an item.
     *
     * @param from null where it came into being, as far as is known
     * @param to null where it is gone
     * @param server display name and id of the server whose commit moved it, empty for none
     */
    record Move(Instant at, @Nullable Place from, @Nullable Place to, String server) {}

    /**
     * Answers {@link #index}.
     *
     * @param current whether token and version were the record's; if not, nothing was entered
     * @param duplicates items that have another holder
     */
    record Indexed(boolean current, List<Holding> duplicates) {
        /** Copies the list. */
        public Indexed {
            duplicates = List.copyOf(duplicates);
        }
    }
}
