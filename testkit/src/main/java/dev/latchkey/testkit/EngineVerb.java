package dev.latchkey.testkit;

/** The verbs of a {@link dev.latchkey.spi.StorageEngine} and its abilities that can fail. */
public enum EngineVerb {
    /** Claims sessions. */
    OPEN,
    /** Fenced writes. */
    COMMIT,
    /** Ends claims. */
    CANCEL,
    /** Changes without a session. */
    EDIT,
    /** Reads without a lock. */
    READ,
    /** Inserts a server's row. */
    REGISTER,
    /** Renews a lease. */
    RENEW,
    /** Ends a server. */
    BURY,
    /** Keeps orphans. */
    KEEP,
    /** Sends letters from outside of sessions. */
    POST,
    /** Looks into mailboxes. */
    FETCH,
    /** Looks after dead letters, items and what is old. */
    CARE,
    /** Moves whole profiles. */
    MOVE,
    /** Everything that only looks around. */
    INSPECT
}
