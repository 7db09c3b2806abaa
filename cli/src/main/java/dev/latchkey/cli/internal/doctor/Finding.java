package dev.latchkey.cli.internal.doctor;

/**
 * What the doctor says about one thing.
 *
 * @param about for example {@code file}
 * @param text what is so, and what to do about it, one line
 */
public record Finding(Level level, String about, String text) {
    /** How much it matters. */
    public enum Level {
        /** As it should be. */
        OK,
        /** Good to know. */
        NOTE,
        /** Somebody should do something. */
        PROBLEM
    }

    static Finding ok(String about, String text) {
        return new Finding(Level.OK, about, text);
    }

    static Finding note(String about, String text) {
        return new Finding(Level.NOTE, about, text);
    }

    static Finding problem(String about, String text) {
        return new Finding(Level.PROBLEM, about, text);
    }
}
