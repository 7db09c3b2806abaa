package dev.latchkey.engine.table;

import dev.latchkey.spi.TransactionalTable;
import java.util.List;
import java.util.Optional;

/**
 * A transactional table that remembers rows it has read or written. A step computed from these may be written in one round
 * trip, since its checks refuse it where a row has changed; where it would write nothing, nothing rests on them, and the
 * rows are read.
 */
public interface RecallingTable extends TransactionalTable {
    /**
     * Rows as they were, without asking the store.
     *
     * @return empty where it does not remember each of them
     */
    Optional<Found> recall(List<Read> reads);
}
