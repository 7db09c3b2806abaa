package dev.latchkey;

import org.jspecify.annotations.Nullable;

/** The encoded data would be longer than the limit; the old data stays. */
public class ProfileTooLargeException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    /** With a message and what caused it, if anything. */
    public ProfileTooLargeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
