package dev.latchkey.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store that reads many rows of one moment, and changes many rows if others are as they were read: the middle level of
 * the plug-in interface, between {@link ConditionalTable} and {@link StorageEngine}. The module {@code
 * latchkey-engine-table} makes a storage engine with all abilities of it.
 *
 * <p>The numbered contract is {@code docs/contracts.md}. Linearizable, thread-safe, blocking; what is done is durable.
 */
public interface TransactionalTable extends AutoCloseable {
    /**
     * Reads rows. Those that are asked for by name are all of one moment; those that a table lists are of that moment or of later
     * ones, which nobody notices who checks a row that changes with the list.
     *
     * @return {@link Outcome.NotDone} or {@link Outcome.Unknown} where it cannot be read; nothing was changed by it
     */
    Outcome<Found> read(List<Read> reads);

    /**
     * Applies groups of changes, each for itself, in their order: all changes of a group if all its checks hold, else
     * none.
     *
     * @return for each group whether it was applied; {@code false} means surely not, for a check did not hold
     */
    List<Outcome<Boolean>> write(List<Group> groups);

    /** Calls after it are {@link Outcome.NotDone}. Does not throw. */
    @Override
    void close();

    /**
     * Names a row.
     *
     * @param table 1–1,000 bytes of UTF-8 without {@code |} and control characters
     * @param name 1–900 bytes of UTF-8 without control characters; rows of a table are in the order of these bytes
     */
    record RowKey(String table, String name) {}

    /**
     * A row as read.
     *
     * @param value short text, at most 100,000 bytes of UTF-8, without control characters
     * @param body bytes that may be long; null where they were not asked for. A row without has no bytes
     * @param stamp changes with each accepted change of the row, and never comes back
     */
    @SuppressWarnings("ArrayRecordComponent") // told apart by its stamp, never compared
    record Row(RowKey key, String value, byte @Nullable [] body, String stamp) {}

    /** What to read. */
    sealed interface Read {}

    /**
     * One row, if it is there.
     *
     * @param body whether its body is wanted
     */
    record Get(RowKey key, boolean body) implements Read {}

    /**
     * The first rows of a table in the order of names, without bodies.
     *
     * @param from the lowest name that counts; empty for all
     * @param before the lowest name that counts no more; empty for none
     * @param limit how many at most, ≥ 1
     * @param backwards whether it begins with the highest name
     */
    record Scan(String table, String from, String before, int limit, boolean backwards) implements Read {}

    /**
     * What was read.
     *
     * @param now when, by the table's clock; null where it has none
     * @param rows for each read the rows found
     */
    record Found(@Nullable Instant now, List<List<Row>> rows) {}

    /**
     * Holds where the row still has this stamp.
     *
     * @param stamp null: where there is no such row
     */
    record Check(RowKey key, @Nullable String stamp) {}

    /** What becomes of a row. */
    sealed interface Change {
        /** The row. A group has at most one change of each. */
        RowKey key();
    }

    /**
     * It is there with this value.
     *
     * @param body null: as it is, none where the row is new
     */
    @SuppressWarnings("ArrayRecordComponent") // a request, never compared
    record Put(RowKey key, String value, byte @Nullable [] body) implements Change {}

    /** It is there no more, if it was. */
    record Remove(RowKey key) implements Change {}

    /** The whole number that is its value goes up, from 0 where there is no row; it may go below 0. */
    record Add(RowKey key, long amount) implements Change {}

    /** Changes that are applied together if all checks hold. */
    record Group(List<Check> checks, List<Change> changes) {}
}
