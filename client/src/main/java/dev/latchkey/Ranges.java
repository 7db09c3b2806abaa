package dev.latchkey;

import java.time.Duration;

/** Refuses settings that are out of their range, by name, value and range. */
final class Ranges {
    private Ranges() {}

    static void check(String name, Duration value, Duration least, Duration most) {
        check(value.compareTo(least) >= 0 && value.compareTo(most) <= 0, name, value, least + " to " + most);
    }

    static void check(String name, long value, long least, long most) {
        check(value >= least && value <= most, name, value, least + " to " + most);
    }

    static void check(boolean good, String name, Object value, String range) {
        if (!good) {
            throw new IllegalArgumentException("option out of range " + name + "=" + value + " allowed=" + range);
        }
    }
}
