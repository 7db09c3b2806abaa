package dev.latchkey.engine.table;

/** Numbers as texts of one length, in the same order. */
final class Padded {
    private static final int DIGITS = 19;

    private Padded() {}

    static String of(long number) {
        String digits = Long.toString(Math.max(0, number));
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    static long number(String padded) {
        return Long.parseLong(padded);
    }
}
