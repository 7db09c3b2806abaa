package dev.latchkey;

import dev.latchkey.spi.Letter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a letter is sent. Immutable.
 *
 * @param id names it among all letters to that profile: one with an id that is known there is not delivered again; null
 *     for a fresh one. 1–128 characters
 * @param type name by which its handler is found, 1–128 characters; null, the default, for the simple name of the
 *     message's class
 * @param lifetime how long it waits before it goes to the dead letters; null, the default, for ever
 * @param items ids of the unique items that travel in it; default none
 */
public record MailOptions(
        @Nullable String id,
        @Nullable String type,
        @Nullable Duration lifetime,
        List<String> items) {
    /** The defaults. */
    public static final MailOptions DEFAULT = new MailOptions(null, null, null, List.of());

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public MailOptions {
        items = List.copyOf(items);
        Ranges.check(id == null || isName(id), "id", String.valueOf(id), "1-128 characters");
        Ranges.check(type == null || isName(type), "type", String.valueOf(type), "1-128 characters");
        if (lifetime != null) {
            Ranges.check("lifetime", lifetime, Duration.ofSeconds(1), Duration.ofDays(36_500));
        }
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= Letter.MAX_ID;
    }

    /** With an id of the caller's, so that the same letter sent twice is delivered once. */
    public MailOptions withId(String id) {
        return new MailOptions(id, type, lifetime, items);
    }

    /** With another name for its handler than the class's. */
    public MailOptions withType(String type) {
        return new MailOptions(id, type, lifetime, items);
    }

    /** With an end. */
    public MailOptions withLifetime(Duration lifetime) {
        return new MailOptions(id, type, lifetime, items);
    }

    /** With unique items in it. */
    public MailOptions withItems(List<String> items) {
        return new MailOptions(id, type, lifetime, items);
    }
}
