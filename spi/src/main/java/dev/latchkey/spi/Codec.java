package dev.latchkey.spi;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns values into bytes and back. Thread-safe.
 *
 * @param <T> type of the values
 */
public interface Codec<T> {
    /** Stored beside the bytes, for example {@code json}; 1–32 characters, no semicolon. */
    String name();

    /** Whether the bytes are UTF-8 text. */
    boolean text();

    /** The schema that it encodes, ≥ 0; 0 where it knows of none and the store's options say it. */
    default int schema() {
        return 0;
    }

    /** The lowest schema whose readers may read what it encodes (rule S8); its own unless it knows better. */
    default int readableFrom() {
        return schema();
    }

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
     * Like {@link #decodeKeeping}, of bytes with an older schema: migrates what it reads, and writes nothing. A
     * codec without migrations reads them like its own.
     *
     * @param schema of the bytes, lower than the one that is encoded
     * @throws CodecException if the bytes cannot be migrated or are no such value; the message says why
     */
    default Decoded<T> decodeOlder(byte[] bytes, int schema) {
        return decodeKeeping(bytes);
    }

    /**
     * Like {@link #decodeKeeping}, of bytes with a newer schema whose writer lets this reader have them.
     * Everything that it does not know must be among the extras, as the bytes keep their schema when they are
     * saved again. A codec that cannot keep it refuses.
     *
     * @throws CodecException if the bytes are no such value, or not all of them can be kept
     */
    default Decoded<T> decodeNewer(byte[] bytes) {
        throw new CodecException("codec cannot keep what a newer schema added; codec=" + name(), null);
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

    /**
     * Where some bytes differ from others, part by part, for people; none where they say the same. A codec that does not
     * look inside tells their lengths.
     *
     * @throws CodecException if one of them is nothing that it wrote
     */
    default List<Difference> differences(byte[] before, byte[] after) {
        return Arrays.equals(before, after)
                ? List.of()
                : List.of(new Difference("/", before.length + " bytes", after.length + " bytes, others"));
    }
}
