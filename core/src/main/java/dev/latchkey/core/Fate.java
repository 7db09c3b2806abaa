package dev.latchkey.core;

/** What became of the newest state that a session had when it ended. */
public enum Fate {
    /** All that was handed to the core is durable. */
    STORED,
    /** It is surely not stored; kept as an orphan (S9). */
    ORPHANED,
    /** It may be stored: neither record nor history can tell; kept as an orphan that says so (S9). */
    UNKNOWN,
    /** The store was away until the shutdown's end: it is in the journal (L10). */
    JOURNALLED
}
