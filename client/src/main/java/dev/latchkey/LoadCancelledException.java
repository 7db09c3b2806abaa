package dev.latchkey;

import org.jspecify.annotations.Nullable;

/** A load was cancelled, or the thread that waited for it was interrupted (rule L9). */
public class LoadCancelledException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    /** With a message and what caused it, if anything. */
    public LoadCancelledException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
