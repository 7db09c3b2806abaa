package dev.latchkey.spi;

import org.jspecify.annotations.Nullable;

/**
 * A letter that its profile has dealt with; it waits no more.
 *
 * @param letter its id
 * @param failure null where its effect is in the same write; else why it goes to the dead letters, one line
 */
public record Settlement(String letter, @Nullable String failure) {
    /** Its effect is in the same write. */
    public static Settlement done(String letter) {
        return new Settlement(letter, null);
    }
}
