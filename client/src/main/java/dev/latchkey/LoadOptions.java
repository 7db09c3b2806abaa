package dev.latchkey;

import java.time.Duration;

/**
 * How a load goes about it. Immutable.
 *
 * @param patience how long it waits for a live server that has the profile, 1 ms – 1 day; default 90 s
 * @param conflict what it does about a live server that has the profile; default {@link Conflict#WAIT}
 * @param shared whether several callers on this server may share the session; default no. Each closes its
 *     own {@link Profile}, the last one ends the session
 */
public record LoadOptions(Duration patience, Conflict conflict, boolean shared) {
    /** The defaults. */
    public static final LoadOptions DEFAULT = new LoadOptions(Duration.ofSeconds(90), Conflict.WAIT, false);

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public LoadOptions {
        Ranges.check("patience", patience, Duration.ofMillis(1), Duration.ofDays(1));
    }

    /** With another patience. */
    public LoadOptions withPatience(Duration patience) {
        return new LoadOptions(patience, conflict, shared);
    }

    /** With another policy on conflict. */
    public LoadOptions withConflict(Conflict conflict) {
        return new LoadOptions(patience, conflict, shared);
    }

    /** With or without sharing. */
    public LoadOptions withShared(boolean shared) {
        return new LoadOptions(patience, conflict, shared);
    }
}
