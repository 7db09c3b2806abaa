package dev.latchkey.spi;

import java.time.Duration;
import java.time.Instant;

/** Ability of an engine: forgetting what need not be known any more, a little at a time. */
public interface Housekeeping {
    /** Removes what is too old. Run it again where it did as much as it was allowed. */
    Outcome<Swept> sweep(Retention retention);

    /**
     * For how long things are kept, by the store's clock.
     *
     * @param revisions states in the history
     * @param letters ids of settled letters, so that a sender's retry is known; at least 7 days (rule S6)
     * @param moves the paths of items
     * @param most how many rows of each kind are removed at most
     */
    record Retention(Duration revisions, Duration letters, Duration moves, int most) {
        /** Nothing is forgotten sooner than the protocol needs it. */
        public static final Duration LEAST_LETTERS = Duration.ofDays(7);

        /**
         * @throws IllegalArgumentException if ids of letters were forgotten too soon, or nothing could be removed
         */
        public Retention {
            if (letters.compareTo(LEAST_LETTERS) < 0) {
                throw new IllegalArgumentException("ids of letters are kept for at least 7 days: " + letters);
            }
            if (most < 1) {
                throw new IllegalArgumentException("a sweep removes at least one row: " + most);
            }
        }

        /** The time so long before {@code now}, however long: 1970 at the earliest, since no store has older things. */
        public static Instant before(Instant now, Duration age) {
            return age.compareTo(Duration.between(Instant.EPOCH, now)) > 0 ? Instant.EPOCH : now.minus(age);
        }
    }

    /** How many rows went. */
    record Swept(int revisions, int letters, int moves, int expired) {}
}
