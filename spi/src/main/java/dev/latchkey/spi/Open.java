package dev.latchkey.spi;

import java.util.List;

/**
 * Asks for the session of one profile (rule S1).
 *
 * @param server the server that asks; its row must be live
 * @param claim id of this load, never used by another; a repeated open carries the same
 * @param mode what to do where another live server owns the session
 */
public record Open(ProfileId profile, Id server, Id claim, Mode mode) {
    /** What an open may do where the session is not free. */
    public sealed interface Mode {}

    /** Look only: a refused open writes nothing. */
    public record Try() implements Mode {}

    /**
     * Record the load as {@link Head#wanted()} where it is refused (rule L4).
     *
     * @param ask 0 to draw the next number; a number drawn before to keep it: it then overwrites
     *     only a lower one
     */
    public record Ask(long ask) implements Mode {}

    /**
     * Take the session from a live owner (rule L7).
     *
     * @param token only while the record has this token
     */
    public record Steal(long token) implements Mode {}

    /**
     * Take back a session that was granted to a former id of this server (rule L3).
     *
     * @param pairs granted only where owner and token are one of these
     */
    public record Reclaim(List<Pair> pairs) implements Mode {
        /** Copies the list. */
        public Reclaim {
            pairs = List.copyOf(pairs);
        }
    }

    /** An owner and a token that a record may show. */
    public record Pair(Id owner, long token) {}
}
