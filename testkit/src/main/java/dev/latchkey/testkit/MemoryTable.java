package dev.latchkey.testkit;

import dev.latchkey.spi.ConditionalTable;
import dev.latchkey.spi.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A conditional table in memory. A table is a handle; {@link #another} gives further handles on the same
 * rows. Thread-safe.
 */
public final class MemoryTable implements ConditionalTable {
    private static final AtomicLong STAMPS = new AtomicLong();

    private final Map<String, Row> rows;
    private volatile boolean closed;

    /** An empty table. */
    public MemoryTable() {
        this(new ConcurrentHashMap<>());
    }

    private MemoryTable(Map<String, Row> rows) {
        this.rows = rows;
    }

    /** One more handle on the same rows. */
    public MemoryTable another() {
        return new MemoryTable(rows);
    }

    @Override
    public Outcome<Optional<Row>> read(String name) {
        return closed
                ? Outcome.notDone("the memory table is closed", null)
                : Outcome.done(Optional.ofNullable(rows.get(name)));
    }

    @Override
    public Outcome<Boolean> put(String name, byte[] value, @Nullable String expected) {
        if (closed) {
            return Outcome.notDone("the memory table is closed", null);
        }
        Row next = new Row(value, Long.toString(STAMPS.incrementAndGet()));
        Row stored = rows.compute(name, (key, found) -> {
            String stamp = found == null ? null : found.stamp();
            boolean matches = expected == null ? stamp == null : expected.equals(stamp);
            return matches ? next : found;
        });
        return Outcome.done(stored != null && stored.stamp().equals(next.stamp()));
    }

    @Override
    public void close() {
        closed = true;
    }
}
