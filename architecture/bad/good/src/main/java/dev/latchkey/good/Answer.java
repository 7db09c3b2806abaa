package dev.latchkey.good;

import org.jspecify.annotations.Nullable;

/** An answer that may be missing, and says so. */
public final class Answer {
    private Answer() {}

    /** The sign of a number; zero has none. */
    public static @Nullable String of(int number) {
        return number == 0 ? null : number < 0 ? "-" : "+";
    }
}
