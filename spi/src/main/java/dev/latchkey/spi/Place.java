package dev.latchkey.spi;

/** Where a unique item is. */
public sealed interface Place {
    /** In a profile's payload. */
    record InProfile(ProfileId profile) implements Place {
        @Override
        public String toString() {
            return profile.toString();
        }
    }

    /**
     * In a letter, waiting or dead.
     *
     * @param to whose mailbox
     * @param letter its id
     */
    record InTransit(ProfileId to, String letter) implements Place {
        @Override
        public String toString() {
            return "letter " + letter + " to " + to;
        }
    }
}
