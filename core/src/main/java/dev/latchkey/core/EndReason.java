package dev.latchkey.core;

/** Why a session ends or has ended. */
public enum EndReason {
    /** The game closed it. */
    CLOSED,
    /** Another server asked for it. */
    HANDED_OFF,
    /** The game transferred it to a named server. */
    TRANSFERRED,
    /** The server shuts down. */
    SHUTDOWN,
    /** Another server stole it. */
    STOLEN,
    /** The profile was erased. */
    ERASED,
    /** The profile was edited or restored in the store. */
    EDITED,
    /** The server was taken for dead and another took the session over. */
    LOST
}
