package dev.latchkey.simulation;

/** Which assumptions a run keeps. */
enum Mode {
    /** All of them. */
    TIMED,
    /** Live servers are buried at any moment: exclusivity may fail, data never may. */
    BURIAL
}
