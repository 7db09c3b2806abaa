package dev.latchkey.spi;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the values of a table's rows, compactly: numbers in 7-bit groups, lengths before contents. */
final class TableWriter {
    private byte[] bytes = new byte[256];
    private int size;

    byte[] done() {
        return Arrays.copyOf(bytes, size);
    }

    TableWriter octet(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size * 2);
        }
        bytes[size++] = (byte) value;
        return this;
    }

    TableWriter flag(boolean value) {
        return octet(value ? 1 : 0);
    }

    TableWriter number(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            octet((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        return octet((int) rest);
    }

    TableWriter blob(byte[] value) {
        number(value.length);
        if (bytes.length - size < value.length) {
            bytes = Arrays.copyOf(bytes, size + value.length + 256);
        }
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    TableWriter string(String value) {
        return blob(value.getBytes(StandardCharsets.UTF_8));
    }

    TableWriter id(Id value) {
        for (long half : new long[] {value.high(), value.low()}) {
            for (int shift = 56; shift >= 0; shift -= 8) {
                octet((int) (half >>> shift));
            }
        }
        return this;
    }

    TableWriter instant(Instant value) {
        return number(value.getEpochSecond()).number(value.getNano());
    }

    TableWriter profile(ProfileId value) {
        return string(value.store()).string(value.key());
    }

    <T> TableWriter optional(@Nullable T value, Consumer<T> write) {
        flag(value != null);
        if (value != null) {
            write.accept(value);
        }
        return this;
    }

    <T> TableWriter each(Collection<T> values, Consumer<T> write) {
        number(values.size());
        values.forEach(write);
        return this;
    }
}
