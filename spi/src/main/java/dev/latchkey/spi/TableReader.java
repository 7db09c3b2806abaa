package dev.latchkey.spi;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what {@link TableWriter} wrote. */
final class TableReader {
    private final byte[] bytes;
    private int at;

    TableReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Bytes that no writer of this version wrote. */
    static StoreException damaged(String what) {
        return new StoreException("a row cannot be read: it is damaged, or written by a newer version; " + what);
    }

    int octet() {
        if (at >= bytes.length) {
            throw damaged("it ends early at byte=" + at);
        }
        return bytes[at++] & 0xff;
    }

    boolean flag() {
        return octet() != 0;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int group = octet();
            value |= (long) (group & 0x7f) << shift;
            if (group < 0x80) {
                return value;
            }
        }
        throw damaged("a number is too long at byte=" + at);
    }

    private int length() {
        long length = number();
        if (length < 0 || length > bytes.length - at) {
            throw damaged("a length is out of bounds at byte=" + at);
        }
        return (int) length;
    }

    byte[] blob() {
        int length = length();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    String string() {
        return new String(blob(), StandardCharsets.UTF_8);
    }

    Id id() {
        return new Id(half(), half());
    }

    private long half() {
        long half = 0;
        for (int i = 0; i < 8; i++) {
            half = (half << 8) | octet();
        }
        return half;
    }

    Instant instant() {
        return Instant.ofEpochSecond(number(), number());
    }

    ProfileId profile() {
        return new ProfileId(string(), string());
    }

    <T> @Nullable T optional(Supplier<T> read) {
        return flag() ? read.get() : null;
    }

    <T> List<T> each(Supplier<T> read) {
        int count = length();
        List<T> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(read.get());
        }
        return values;
    }

    void end() {
        if (at != bytes.length) {
            throw damaged("it goes on after byte=" + at);
        }
    }
}
