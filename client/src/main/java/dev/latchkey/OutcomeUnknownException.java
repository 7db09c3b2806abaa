package dev.latchkey;

import org.jspecify.annotations.Nullable;

/** Whether a write was stored cannot be told (rule S4): look at the data before trying again. */
public class OutcomeUnknownException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    public OutcomeUnknownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
