package dev.latchkey;

import org.jspecify.annotations.Nullable;

/** There is no live server of that name, or more than one. */
public class UnknownServerException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    /** With a message and what caused it, if anything. */
    public UnknownServerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
