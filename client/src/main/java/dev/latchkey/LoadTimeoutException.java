package dev.latchkey;

import org.jspecify.annotations.Nullable;

/** A load found no answer of the store within its patience. */
public class LoadTimeoutException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    /** With a message and what caused it, if anything. */
    public LoadTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
