package dev.latchkey;

import org.jspecify.annotations.Nullable;

/** This server is being closed. */
public class ShuttingDownException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    /** With a message and what caused it, if anything. */
    public ShuttingDownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
