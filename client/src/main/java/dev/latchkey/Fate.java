package dev.latchkey;

/** What became of the newest state of a session that has ended (rule S9). */
public enum Fate {
    /** It is durable. */
    STORED,
    /** It is surely not stored; it is kept as an orphan. */
    ORPHANED,
    /** It may have been stored, nobody can tell; it is kept as an orphan that says so. */
    UNKNOWN,
    /** The store was away until the shutdown's end: it is in the local journal and replayed at the next start. */
    JOURNALLED
}
