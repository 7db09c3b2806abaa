package dev.latchkey.spi;

import java.time.Duration;

/**
 * Ends a server for good: its sessions are free to whoever opens them (rule L2).
 *
 * @param target server to bury
 * @param by server that buries; its own id to give back its lease
 * @param beat the target's beat that {@code by} last saw; refused if it renewed meanwhile. Not looked at
 *     unless the cause is {@link Cause#LEASE_OVER}
 * @param settled how long the lease of {@code by} must have held without a gap. Not looked at unless the
 *     cause is {@link Cause#LEASE_OVER}
 */
public record Burial(Id target, Id by, long beat, Duration settled, Cause cause) {
    /** Why a server is buried. */
    public enum Cause {
        /** Its lease is over; the engine checks that by its clock, if it has one. */
        LEASE_OVER,
        /** It gives its lease back. */
        GIVEN_BACK,
        /** It ran on this machine before the process that buries it, which holds the file lock it held. */
        PREDECESSOR
    }

    /** Answers {@link Burial}. */
    public enum Reply {
        /** It is buried, by this call or before. */
        BURIED,
        /** It renewed, or its lease holds. */
        ALIVE,
        /** The lease of {@code by} has not held long enough, or is over. */
        NOT_SETTLED,
        /** There is no such row; that is never read as buried. */
        MISSING
    }
}
