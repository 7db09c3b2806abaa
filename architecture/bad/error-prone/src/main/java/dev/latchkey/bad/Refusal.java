package dev.latchkey.bad;

/** An exception that is made and never thrown. */
public final class Refusal {
    private Refusal() {}

    /** Refuses negative numbers. */
    public static int checked(int number) {
        if (number < 0) {
            new IllegalArgumentException("number=" + number);
        }
        return number;
    }
}
