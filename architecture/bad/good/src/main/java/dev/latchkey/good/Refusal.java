package dev.latchkey.good;

/** An exception that is made and thrown. */
public final class Refusal {
    private Refusal() {}

    /** Refuses negative numbers. */
    public static int checked(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("number=" + number);
        }
        return number;
    }
}
