package dev.latchkey.engine.table;

import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.TransactionalTable;
import dev.latchkey.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A transactional table in memory. Each reading is a microsecond after the one before. Thread-safe. */
final class MemoryTransactions implements TransactionalTable {
    /** What all handles share; its own lock. */
    private static final class Shared {
        final Map<String, NavigableMap<byte[], Row>> tables = new TreeMap<>();
        long stamps;
        long ticks;
    }

    private final Shared shared;
    private final @Nullable ManualClock clock;
    private boolean closed;

    /**
     * @param clock null for a table without one
     */
    MemoryTransactions(@Nullable ManualClock clock) {
        this(new Shared(), clock);
    }

    private MemoryTransactions(Shared shared, @Nullable ManualClock clock) {
        this.shared = shared;
        this.clock = clock;
    }

    MemoryTransactions another() {
        return new MemoryTransactions(shared, clock);
    }

    private NavigableMap<byte[], Row> rows(String table) {
        return shared.tables.computeIfAbsent(table, name -> new TreeMap<>(Arrays::compareUnsigned));
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Outcome<Found> read(List<Read> reads) {
        synchronized (shared) {
            if (closed) {
                return Outcome.notDone("the table is closed", null);
            }
            Instant now = clock == null ? null : clock.instant().plus(shared.ticks++, ChronoUnit.MICROS);
            return Outcome.done(new Found(now, reads.stream().map(this::read).toList()));
        }
    }

    private List<Row> read(Read read) {
        return switch (read) {
            case Get get -> {
                Row row = rows(get.key().table()).get(bytes(get.key().name()));
                yield row == null
                        ? List.of()
                        : List.of(get.body() ? row : new Row(row.key(), row.value(), null, row.stamp()));
            }
            case Scan scan -> {
                NavigableMap<byte[], Row> rest = rows(scan.table()).tailMap(bytes(scan.from()), true);
                rest = scan.before().isEmpty() ? rest : rest.headMap(bytes(scan.before()), false);
                yield (scan.backwards() ? rest.descendingMap() : rest)
                        .values().stream()
                                .limit(scan.limit())
                                .map(row -> new Row(row.key(), row.value(), null, row.stamp()))
                                .toList();
            }
        };
    }

    @Override
    public List<Outcome<Boolean>> write(List<Group> groups) {
        synchronized (shared) {
            List<Outcome<Boolean>> outcomes = new ArrayList<>();
            for (Group group : groups) {
                outcomes.add(closed ? Outcome.notDone("the table is closed", null) : Outcome.done(write(group)));
            }
            return outcomes;
        }
    }

    private boolean write(Group group) {
        boolean holds = group.checks().stream().allMatch(this::holds);
        if (holds) {
            group.changes().stream()
                    .sorted(Comparator.comparing(change -> change.key().name()))
                    .forEach(this::change);
        }
        return holds;
    }

    private boolean holds(Check check) {
        Row row = rows(check.key().table()).get(bytes(check.key().name()));
        return row == null ? check.stamp() == null : row.stamp().equals(check.stamp());
    }

    private void change(Change change) {
        byte[] name = bytes(change.key().name());
        NavigableMap<byte[], Row> rows = rows(change.key().table());
        Row before = rows.get(name);
        String stamp = Long.toString(++shared.stamps);
        switch (change) {
            case Put put -> {
                byte[] old = before == null ? null : before.body();
                byte[] body = put.body() == null ? (old == null ? new byte[0] : old) : put.body();
                rows.put(name, new Row(put.key(), put.value(), body, stamp));
            }
            case Remove remove -> rows.remove(name);
            case Add add -> {
                long sum = (before == null ? 0 : Long.parseLong(before.value())) + add.amount();
                rows.put(name, new Row(add.key(), Long.toString(sum), new byte[0], stamp));
            }
        }
    }

    @Override
    public void close() {
        synchronized (shared) {
            closed = true;
        }
    }
}
