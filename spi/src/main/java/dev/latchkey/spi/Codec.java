package dev.latchkey.spi;

import org.jspecify.annotations.Nullable;

/**
 * Turns values into bytes and back. Thread-safe.
 *
 * @param <T> type of the values
 */
public interface Codec<T> {
    /** Stored beside the bytes, for example {@code json}; 1–32 characters. */
    String name();

    /** Whether the bytes are UTF-8 text. */
    boolean text();

    /**
     * The bytes of a value; nobody changes them afterwards.
     *
     * @throws CodecException if the value cannot be encoded; the message says which part
     */
    byte[] encode(T value);

    /**
     * The value of some bytes, which are only read.
     *
     * @throws CodecException if the bytes are no such value; the message says where
     */
    T decode(byte[] bytes);

    /**
     * Like {@link #decode}, and takes out what the bytes hold beyond the type, so that {@link
     * #encode(Object, byte[])} can put it back (a newer version of the game wrote it). A codec that keeps
     * nothing leaves this as it is.
     *
     * @throws CodecException if the bytes are no such value; the message says where
     */
    default Decoded<T> decodeKeeping(byte[] bytes) {
        return new Decoded<>(decode(bytes), null);
    }

    /**
     * Like {@link #encode(Object)}, with what {@link #decodeKeeping} took out put back where its
     * surroundings still exist.
     *
     * @param extras of this value's earlier state, or null for none
     * @throws CodecException if the value cannot be encoded; the message says which part
     */
    default byte[] encode(T value, byte @Nullable [] extras) {
        return encode(value);
    }
}
