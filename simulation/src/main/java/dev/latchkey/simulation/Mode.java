package dev.latchkey.simulation;

/** Which assumptions a run keeps. */
enum Mode {
    /** All of them. */
    TIMED,
    /** Live servers are buried at any moment: exclusivity may fail, data never may. */
    BURIAL,
    /** All; clocks as far apart as allowed, stores that are slow and cut off, pauses. */
    LEASES,
    /** All; a bus that is very late. */
    SLOW_BUS,
    /** All; operators edit and erase all the time. */
    EDITS
}
