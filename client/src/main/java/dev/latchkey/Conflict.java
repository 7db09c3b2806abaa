package dev.latchkey;

/** What a load does where another live server has the profile (rule L7). */
public enum Conflict {
    /** Asks that server for it and waits; fails when its patience is over. The default. */
    WAIT,
    /** Asks that server for it and waits; takes it by force when its patience is over. */
    WAIT_THEN_STEAL,
    /** Takes it by force at once; what the other server has not saved becomes an orphan. */
    STEAL,
    /** Fails at once. */
    FAIL
}
