package dev.latchkey;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Occasion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An earlier state of a profile, or an edit of it that lost its session (rule S9).
 *
 * @param number names it in {@link ProfileStore#revision} and {@link ProfileStore#restore}; 0 for an orphan
 * @param at when it was stored, or kept as an orphan; by the store's clock
 * @param server who stored it: name and id of a server, or a person; empty where unknown
 * @param occasion why it was kept; null for an orphan
 * @param bytes its length
 * @param orphan null for what was stored
 */
public record Revision(
        long number,
        Instant at,
        String server,
        @Nullable Occasion occasion,
        int bytes,
        @Nullable Orphan orphan) {
    /**
     * What there is to know of an edit that lost its session.
     *
     * @param write names it
     * @param reason why the session ended
     * @param maybeApplied whether it may have been stored after all
     */
    public record Orphan(Id write, String reason, boolean maybeApplied) {}
}
