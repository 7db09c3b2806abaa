package dev.latchkey;

import org.jspecify.annotations.Nullable;

/** A profile cannot be decoded, fails validation or has a newer and incompatible schema; its lock was given back and its data is
 * as before (rule S8). */
public class UnreadableProfileException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    /** With a message and what caused it, if anything. */
    public UnreadableProfileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
