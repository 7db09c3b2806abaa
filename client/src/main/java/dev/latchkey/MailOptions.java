package dev.latchkey;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a letter is sent. Immutable.
 *
 * @param id names it among all letters to that profile: one with an id that is known there is not delivered again; null
 *     for a fresh one. 1–128 characters
 * @param lifetime how long it waits before it goes to the dead letters; null, the default, for ever
 * @param items ids of the unique items that travel in it; default none
 */
public record MailOptions(@Nullable String id, @Nullable Duration lifetime, List<String> items) {
    /** The defaults. */
    public static final MailOptions DEFAULT = new MailOptions(null, null, List.of());

    /** Copies the list. */
    public MailOptions {
        items = List.copyOf(items);
    }

    /** With an id of the caller's, so that the same letter sent twice is delivered once. */
    public MailOptions withId(String id) {
        return new MailOptions(id, lifetime, items);
    }

    /** With an end. */
    public MailOptions withLifetime(Duration lifetime) {
        return new MailOptions(id, lifetime, items);
    }

    /** With unique items in it. */
    public MailOptions withItems(List<String> items) {
        return new MailOptions(id, lifetime, items);
    }
}
