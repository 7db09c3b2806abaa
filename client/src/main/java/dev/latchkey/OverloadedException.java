package dev.latchkey;

import org.jspecify.annotations.Nullable;

/** More is waiting than this server is configured to hold; try again later. */
public class OverloadedException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    /** With a message and what caused it, if anything. */
    public OverloadedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
