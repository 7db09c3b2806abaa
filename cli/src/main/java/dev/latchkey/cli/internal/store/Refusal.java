package dev.latchkey.cli.internal.store;

/** What was asked for cannot be done; the message is one line for a person. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The request makes no sense: exit status 2. */
    public static Refusal badInput(String message) {
        return new Refusal(2, message);
    }

    /** The request is fine, the answer is no: exit status 1. */
    public static Refusal failed(String message) {
        return new Refusal(1, message);
    }

    /** The exit status. */
    public int status() {
        return status;
    }
}
