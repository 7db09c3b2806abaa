package dev.latchkey;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;

/**
 * Listens to the health of a server: override what is of interest. Called one at a time, on a thread of the
 * library's; what is thrown is logged. At most 1,024 events wait, further ones are dropped.
 */
public interface Events {
    /** Listens to nothing. */
    Events NONE = new Events() {};

    /**
     * The store does not answer.
     *
     * @param detail what failed, one line
     */
    default void storeAway(String detail) {}

    /** The store answers again. */
    default void storeBack() {}

    /** The bus is silent: hand-offs take seconds instead of milliseconds (rule L6). */
    default void busAway() {}

    /** The bus carries again. */
    default void busBack() {}

    /** All sessions are suspended: this server's lease may be over (rule L3). */
    default void suspended() {}

    /** Sessions are resumed. */
    default void resumed() {}

    /** Another server, whose lease was over, was declared dead by this one (rule L2). */
    default void buried(Id server) {}

    /**
     * An edit that lost its session was kept as an orphan (rule S9).
     *
     * @param bytes its size
     * @param maybeApplied whether it may have been stored after all
     */
    default void orphanKept(ProfileId profile, int bytes, boolean maybeApplied) {}

    /**
     * The server stopped and wrote down what the store could not take (rule L10).
     *
     * @param entries how many sessions and orphans
     * @param where the file, or why there is none
     */
    default void journalled(int entries, String where) {}

    /** The journal of an earlier run was replayed (rule L10). */
    default void replayed(int applied, int orphaned) {}

    /** A letter was given up after its handler had failed too often; it is among the dead letters (rule S6). */
    default void letterDead(ProfileId profile, String letter, String reason) {}

    /** A letter sent with an update found no room; it is among the dead letters of its receiver (rule S10). */
    default void letterRefused(ProfileId from, ProfileId to, String letter, String reason) {}
}
