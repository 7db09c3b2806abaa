package dev.latchkey.spi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

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
        digits((int) (high >>> 32), digits, 0);
        digits((int) high, digits, 8);
        digits((int) (low >>> 32), digits, 16);
        digits((int) low, digits, 24);
        return new String(digits, StandardCharsets.ISO_8859_1);
    }

    /** Eight digits at once, since stores ask for them with every write: each half-byte is spread to a byte of its own. */
    private static void digits(int value, byte[] digits, int from) {
        long wide = Integer.toUnsignedLong(value);
        wide = (wide | wide << 16) & 0x0000_FFFF_0000_FFFFL;
        wide = (wide | wide << 8) & 0x00FF_00FF_00FF_00FFL;
        wide = (wide | wide << 4) & 0x0F0F_0F0F_0F0F_0F0FL;
        long letters = (wide + 0x0606_0606_0606_0606L) >>> 4 & 0x0101_0101_0101_0101L;
        EIGHT.set(digits, from, wide + 0x3030_3030_3030_3030L + letters * ('a' - '0' - 10));
    }
}
