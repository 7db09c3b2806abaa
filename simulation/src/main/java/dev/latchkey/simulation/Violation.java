package dev.latchkey.simulation;

/** An oracle found the protocol broken. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int number;

    Violation(int number, String message) {
        super(message, null, false, false);
        this.number = number;
    }

    /** The oracle's number. */
    int number() {
        return number;
    }
}
