package dev.latchkey.spi;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A random 128-bit name: of a server, of a claim (one load call) or of a write (one commit).
 *
 * <p>Two ids drawn independently are taken to be different; none is ever used twice. Thread-safe.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record Id(long high, long low) implements Comparable<Id> {
    /**
     * Reads what {@link #toString()} wrote.
     *
     * @throws IllegalArgumentException if {@code text} is not 32 hexadecimal digits
     */
    public static Id parse(String text) {
        if (text.length() != 32) {
            throw new IllegalArgumentException("an id has 32 hexadecimal digits: " + text);
        }
        return new Id(HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 16, 32));
    }

    @Override
    public int compareTo(Id other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** The 32 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        byte[] digits = new byte[32];
        digits(high, digits, 0);
        digits(low, digits, 16);
        return new String(digits, StandardCharsets.ISO_8859_1);
    }

    private static void digits(long value, byte[] digits, int from) {
        for (int i = 0; i < 16; i++) {
            int digit = (int) (value >>> (60 - 4 * i)) & 15;
            digits[from + i] = (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
    }
}
