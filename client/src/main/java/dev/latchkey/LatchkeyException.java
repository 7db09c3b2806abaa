package dev.latchkey;

import org.jspecify.annotations.Nullable;

/** What went wrong in the library: fixed words plus key=value facts, and what to do about it. */
public class LatchkeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message and what caused it, if anything. */
    public LatchkeyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
