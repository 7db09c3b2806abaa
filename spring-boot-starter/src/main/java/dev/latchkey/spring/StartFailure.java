package dev.latchkey.spring;

import dev.latchkey.LatchkeyException;
import org.jspecify.annotations.Nullable;

/** Why the application's {@code Latchkey} cannot be made, and what to do. */
final class StartFailure extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    private final String action;

    StartFailure(String message, String action, @Nullable Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    /** What to do, in sentences. */
    String action() {
        return action;
    }
}
