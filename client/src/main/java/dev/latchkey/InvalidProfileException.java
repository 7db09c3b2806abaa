package dev.latchkey;

import org.jspecify.annotations.Nullable;

/** The validation refuses the data, or it cannot be encoded; the old data stays. */
public class InvalidProfileException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    /** With a message and what caused it, if anything. */
    public InvalidProfileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
