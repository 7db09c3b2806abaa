package dev.latchkey;

/** Why a session ends or has ended. */
public enum EndReason {
    /** The game closed it. */
    CLOSED,
    /** Another server asked for it, so the player is probably there. */
    HANDED_OFF,
    /** The game transferred it to a named server. */
    TRANSFERRED,
    /** This server shuts down. */
    SHUTDOWN,
    /** Another server, or an operator, took it by force. */
    STOLEN,
    /** The profile was erased. */
    ERASED,
    /** The profile was edited or restored in the store. */
    EDITED,
    /** This server was taken for dead and another took the session over. */
    LOST
}
