package dev.latchkey.engine.dynamodb;

import dev.latchkey.engine.table.Rows;
import dev.latchkey.spi.TransactionalTable.Check;
import dev.latchkey.spi.TransactionalTable.Found;
import dev.latchkey.spi.TransactionalTable.Get;
import dev.latchkey.spi.TransactionalTable.Read;
import dev.latchkey.spi.TransactionalTable.Row;
import dev.latchkey.spi.TransactionalTable.RowKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of profiles and servers as this process has last written them, without bodies: those that it has most recently used,
 * so many at most. Thread-safe.
 */
final class Recent {
    /** About 1 KB each; a server has fewer players. */
    private static final int MOST = 20_000;

    private final Map<RowKey, Row> rows = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RowKey, Row> eldest) {
            return size() > MOST;
        }
    };

    private final Map<RowKey, Row> buried = new HashMap<>();

    synchronized void put(RowKey key, String value, String stamp) {
        if (key.table().equals(Rows.PROFILES) || key.table().equals(Rows.SERVERS)) {
            rows.put(key, new Row(key, value, null, stamp));
        }
    }

    /** A buried server's row never changes again (L2). */
    synchronized void buried(Row row) {
        if (buried.size() < MOST) {
            buried.put(row.key(), row);
        }
    }

    synchronized @Nullable Row buried(RowKey key) {
        return buried.get(key);
    }

    /** Whether a check is sure to hold. */
    synchronized boolean isSure(Check check) {
        Row row = buried.get(check.key());
        return row != null && row.stamp().equals(check.stamp());
    }

    synchronized void forget(RowKey key) {
        rows.remove(key);
    }

    synchronized @Nullable Row get(RowKey key) {
        return rows.get(key);
    }

    /** All of these, if it has them. */
    synchronized Optional<Found> all(List<Read> reads) {
        List<List<Row>> found = new ArrayList<>(reads.size());
        for (Read read : reads) {
            Row row = read instanceof Get get && !get.body() ? rows.get(get.key()) : null;
            if (row == null) {
                return Optional.empty();
            }
            found.add(List.of(row));
        }
        return Optional.of(new Found(null, found));
    }
}
