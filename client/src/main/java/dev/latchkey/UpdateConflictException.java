package dev.latchkey;

import org.jspecify.annotations.Nullable;

/** Others wrote a record again and again, just before this write; nothing of it is stored. */
public class UpdateConflictException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    /** With a message and what caused it, if anything. */
    public UpdateConflictException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
