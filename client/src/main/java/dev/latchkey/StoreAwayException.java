package dev.latchkey;

import org.jspecify.annotations.Nullable;

/** The store does not answer. */
public class StoreAwayException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    /** With a message and what caused it, if anything. */
    public StoreAwayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
