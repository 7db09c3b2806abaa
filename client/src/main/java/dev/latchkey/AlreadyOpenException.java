package dev.latchkey;

import org.jspecify.annotations.Nullable;

/** The profile is open or being opened on this server; ask for sharing to open it twice. */
public class AlreadyOpenException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    /** With a message and what caused it, if anything. */
    public AlreadyOpenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
