package dev.latchkey.testkit;

/** What a {@link FaultyEngine} does to one call. */
public enum Fault {
    /** Nothing: the call runs and is answered. */
    NONE,
    /** The call never runs; the caller is told unknown. */
    LOST_REQUEST,
    /** The call runs; the caller is told unknown. */
    LOST_REPLY,
    /** The caller is told unknown; the call runs later, after others. */
    LATE,
    /** The call runs and is answered, and runs once more later. */
    DUPLICATE,
    /** The call never runs; the caller is told so. */
    REFUSED
}
