package dev.latchkey;

import org.jspecify.annotations.Nullable;

/** A later load of the same profile, on another server, got or wants the session (rule L4). */
public class OvertakenException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    /** With a message and what caused it, if anything. */
    public OvertakenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
