package dev.latchkey;

import org.jspecify.annotations.Nullable;

/** The session is not active at present: this server has lost touch with the store, or the profile was stolen and
 * its former owner may still be playing (rules L3, L7). It may become active again. */
public class SuspendedException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    /** With a message and what caused it, if anything. */
    public SuspendedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
