package dev.latchkey.spi;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message to a profile, as it is sent (rule S6). It waits in the profile's mailbox until the profile's session
 * settles it, whether that profile is open, closed or was never seen.
 *
 * @param to whose mailbox
 * @param id names it among all letters to that profile, 1–{@link #MAX_ID} characters; a letter whose id is known there
 *     is not delivered again
 * @param type what it is, for the receiver to find its handler, 1–{@link #MAX_ID} characters
 * @param content what it says
 * @param from who sent it, for people, at most {@link #MAX_FROM} characters
 * @param items ids of the unique items that travel in it
 * @param lifetime how long it waits, by the store's clock, before it is dead, at most {@link #MAX_LIFETIME}; null
 *     for ever
 * @param room how many letters may wait in that mailbox, this one among them, ≥ 1
 * @param undeliverable why it goes straight to the dead letters, one line; null: it does not
 */
public record Letter(
        ProfileId to,
        String id,
        String type,
        Payload content,
        String from,
        List<String> items,
        @Nullable Duration lifetime,
        int room,
        @Nullable String undeliverable) {
    /** The longest id and type, in characters. */
    public static final int MAX_ID = 128;

    /** The longest sender, in characters. */
    public static final int MAX_FROM = 330;

    /** The longest lifetime. */
    public static final Duration MAX_LIFETIME = Duration.ofDays(36_500);

    /**
     * @throws IllegalArgumentException if a part is outside its bounds
     */
    public Letter {
        items = List.copyOf(items);
        check(!id.isEmpty() && id.length() <= MAX_ID, "a letter's id has 1-" + MAX_ID + " characters: " + id.length());
        check(!type.isEmpty() && type.length() <= MAX_ID, "a letter's type has 1-" + MAX_ID + " characters: " + type);
        check(from.length() <= MAX_FROM, "a letter's sender has at most " + MAX_FROM + " characters: " + from.length());
        check(room >= 1, "a mailbox has room for at least one letter: " + room);
        check(lifetime == null || lifetime.isPositive(), "a letter's lifetime is positive: " + lifetime);
        check(
                lifetime == null || lifetime.compareTo(MAX_LIFETIME) <= 0,
                "a letter's lifetime is at most 36,500 days, or for ever: " + lifetime);
    }

    private static void check(boolean good, String problem) {
        if (!good) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** The same letter, for the dead letters. */
    public Letter undeliverable(String reason) {
        return new Letter(to, id, type, content, from, items, lifetime, room, reason);
    }
}
