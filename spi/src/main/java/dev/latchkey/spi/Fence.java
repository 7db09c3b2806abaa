package dev.latchkey.spi;

import org.jspecify.annotations.Nullable;

/**
 * What a writer last saw of a record; the write applies only where the record still shows exactly this (rule S2).
 * Mostly a session's. Whoever saw a record without owner may write it, too: its token and claim stay as they are until
 * somebody is granted a session.
 *
 * @param token fencing token, ≥ 1; 0 where no session was ever granted
 * @param claim claim that was granted the last session; null where there was none, or the record was edited since
 * @param version version of the last accepted commit, ≥ 0; token and version are both 0 where there is no record
 */
public record Fence(long token, @Nullable Id claim, long version) {
    /** Of a profile without a record. */
    public static final Fence NONE = new Fence(0, null, 0);

    /**
     * The claim of a fence that is a session's.
     *
     * @throws IllegalStateException if it is none
     */
    public Id sessionClaim() {
        if (claim == null) {
            throw new IllegalStateException("a fence without claim is no session's: " + this);
        }
        return claim;
    }

    /** Of a record. */
    public static Fence of(Head head) {
        return new Fence(head.token(), head.claim(), head.version());
    }
}
