package dev.latchkey;

/** The function of a transaction has called it off; nothing of it is stored. */
public class TransactionCancelledException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param reason the function's own words
     */
    public TransactionCancelledException(String reason) {
        super("transaction was called off by its function, nothing of it is stored reason=" + reason, null);
        this.reason = reason;
    }

    /** Why, in the function's own words. */
    public String reason() {
        return reason;
    }
}
