package dev.latchkey.bad;

/** An answer that may be missing without saying so. */
public final class Answer {
    private Answer() {}

    /** The sign of a number; zero has none. */
    public static String of(int number) {
        return number == 0 ? null : number < 0 ? "-" : "+";
    }
}
