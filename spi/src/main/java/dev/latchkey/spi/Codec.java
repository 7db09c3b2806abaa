package dev.latchkey.spi;

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
     * @throws CodecException if the value cannot be encoded; the message says which part
     */
    byte[] encode(T value);

    /**
     * @throws CodecException if the bytes are no such value; the message says where
     */
    T decode(byte[] bytes);
}
