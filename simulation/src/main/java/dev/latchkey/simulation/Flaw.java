package dev.latchkey.simulation;

/** What may be wrong with a store beside its rules. */
enum Flaw {
    /** Nothing. */
    NONE,
    /** A commit of several profiles is not one step. */
    GROUPS_IN_STEPS,
    /** A grant brings letters as they were at the grant before. */
    OLD_MAIL,
    /** A sweep forgets ids of settled letters whatever their age. */
    SWEEPS_EARLY,
    /** A sweep removes dead letters. */
    SWEEPS_THE_DEAD,
    /** Who changes a document that was locked leaves the token as it is. */
    WRITES_UNDER_A_SESSIONS_TOKEN
}
