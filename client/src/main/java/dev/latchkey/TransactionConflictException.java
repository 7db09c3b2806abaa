package dev.latchkey;

import org.jspecify.annotations.Nullable;

/** A transaction could not bring its profiles together in time; nothing of it is stored (rule S7). */
public class TransactionConflictException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    public TransactionConflictException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
