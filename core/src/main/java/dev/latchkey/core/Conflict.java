package dev.latchkey.core;

/** What a load does when another live server owns the session (L7). */
public enum Conflict {
    /** Fails at once. */
    FAIL,
    /** Asks the owner for a hand-off; fails when its patience is over. */
    WAIT,
    /** Asks the owner for a hand-off; steals when its patience is over. */
    WAIT_THEN_STEAL,
    /** Steals at once. */
    STEAL
}
