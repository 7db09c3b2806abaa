package dev.latchkey;

/**
 * A change was called inside of another change of the same profile, on the same thread, and would have waited for itself:
 * an update or a transaction inside the function of an update, of a letter's handler or of a transaction. Nothing of the
 * inner one is done.
 */
public class NestedChangeException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    /** With a message. */
    public NestedChangeException(String message) {
        super(message, null);
    }
}
