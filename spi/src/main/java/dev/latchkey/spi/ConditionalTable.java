package dev.latchkey.spi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store that can only read a row and replace it if it is unchanged: the lower level of the plug-in
 * interface. {@link TableEngine} makes a {@link StorageEngine} of it, for single profiles.
 *
 * <p>The numbered contract is {@code docs/contracts.md}. Linearizable per row, thread-safe, blocking.
 */
public interface ConditionalTable extends AutoCloseable {
    /** Reads a row; empty where there is none. */
    Outcome<Optional<Row>> read(String name);

    /**
     * Puts a row if it is still as it was read.
     *
     * @param name at most 400 bytes of UTF-8
     * @param value the new bytes, given away
     * @param expected stamp of the row that was read, null: only where there is no row
     * @return whether it was put; {@code false} means surely not, for another stamp was found
     */
    Outcome<Boolean> put(String name, byte[] value, @Nullable String expected);

    /** Does not throw. */
    @Override
    void close();

    /**
     * A row as read.
     *
     * @param stamp changes with every accepted put and never comes back
     */
    @SuppressWarnings("ArrayRecordComponent") // told apart by its stamp, never compared
    record Row(byte[] value, String stamp) {}
}
