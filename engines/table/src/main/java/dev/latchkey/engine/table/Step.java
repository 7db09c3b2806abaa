package dev.latchkey.engine.table;

import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.TransactionalTable;
import dev.latchkey.spi.TransactionalTable.Change;
import dev.latchkey.spi.TransactionalTable.Check;
import dev.latchkey.spi.TransactionalTable.Found;
import dev.latchkey.spi.TransactionalTable.Get;
import dev.latchkey.spi.TransactionalTable.Group;
import dev.latchkey.spi.TransactionalTable.Put;
import dev.latchkey.spi.TransactionalTable.Read;
import dev.latchkey.spi.TransactionalTable.Remove;
import dev.latchkey.spi.TransactionalTable.Row;
import dev.latchkey.spi.TransactionalTable.RowKey;
import dev.latchkey.spi.TransactionalTable.Scan;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a step: what it has read, and what it wants to change. The changes are made only if every row that it
 * looked at is still as it was read; so it may read in several rounds and still decides on rows of one moment. Not
 * thread-safe.
 */
final class Step {
    /** A row could not be read. Nothing was changed for it. */
    static final class Unread extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unread(Outcome.Failure failure) {
            super(failure.message(), failure.cause());
        }
    }

    /** A row changed between two rounds of reading: the step begins anew. */
    static final class Changed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Changed() {
            super("a row changed while it was being read", null, false, false);
        }
    }

    private final TransactionalTable table;
    private final InstantSource dates;
    // In the order of asking, so that the same step always sends the same.
    private final Map<RowKey, Row> rows = new LinkedHashMap<>();
    private final Map<RowKey, Boolean> looked = new LinkedHashMap<>();
    private final Map<Scan, List<Row>> scans = new LinkedHashMap<>();
    private final Map<RowKey, Check> checks = new LinkedHashMap<>();
    private final Map<RowKey, Change> changes = new LinkedHashMap<>();
    private @Nullable Instant clock;
    private Instant now = Instant.EPOCH;
    private int rounds;
    private int moments;

    Step(TransactionalTable table, InstantSource dates) {
        this.table = table;
        this.dates = dates;
    }

    /** Reads what will probably be asked for, in one round. */
    void read(List<? extends Read> reads) {
        if (reads.isEmpty() && rounds > 0) {
            return;
        }
        List<Read> asked = List.copyOf(reads);
        switch (table.read(asked)) {
            case Outcome.Done<Found> done -> seed(asked, done.reply());
            case Outcome.NotDone<Found> not -> throw new Unread(not.failure());
            case Outcome.Unknown<Found> unknown -> throw new Unread(unknown.failure());
        }
    }

    /** Takes what was read for this step and perhaps for others. What it has itself, stays. */
    void seed(List<Read> asked, Found found) {
        if (rounds == 0) {
            Instant told = found.now();
            clock = told == null ? null : told.truncatedTo(ChronoUnit.MICROS);
            now = (told == null ? dates.instant() : told).truncatedTo(ChronoUnit.MICROS);
        }
        rounds++;
        for (int i = 0; i < asked.size(); i++) {
            List<Row> these = found.rows().get(i);
            switch (asked.get(i)) {
                case Get get -> take(get, these);
                case Scan scan -> {
                    scans.put(scan, these);
                    these.forEach(row -> take(new Get(row.key(), false), List.of(row)));
                }
            }
        }
    }

    private void take(Get get, List<Row> these) {
        boolean known = looked.containsKey(get.key());
        Row before = rows.get(get.key());
        for (Row row : these) {
            if (!known || (before != null && before.stamp().equals(row.stamp()) && row.body() != null)) {
                rows.put(get.key(), row);
            }
        }
        looked.merge(get.key(), get.body(), Boolean::logicalOr);
    }

    /** The time of this step, for dates and whatever else people read. */
    Instant now() {
        return now;
    }

    /** The time by the table's clock; null where it has none. */
    @Nullable
    Instant clock() {
        return clock;
    }

    /** What this step does from here on counts as done at that time. */
    void at(Instant time) {
        now = time;
    }

    /** Begins a name that comes after all that were made before. */
    String moment() {
        return Times.sortable(now) + "-" + Padded.of(moments++).substring(13);
    }

    /** A row's value as it will be after this step; null where it will not be there. */
    @Nullable
    String value(RowKey key) {
        Change change = changes.get(key);
        if (change instanceof Put put) {
            return put.value();
        }
        if (change instanceof Remove) {
            return null;
        }
        Row row = row(key, false);
        return row == null ? null : row.value();
    }

    /** A row as it was read. */
    @Nullable
    Row row(RowKey key, boolean body) {
        Boolean has = looked.get(key);
        if (has == null || (body && !has && rows.containsKey(key))) {
            read(List.of(new Get(key, body)));
        }
        Row row = rows.get(key);
        checks.putIfAbsent(key, new Check(key, row == null ? null : row.stamp()));
        if (body && row != null && row.body() == null) {
            throw new Changed();
        }
        return row;
    }

    /** A row's value as it was read, for what may change meanwhile; null where it was not there. */
    @Nullable
    String glance(RowKey key) {
        if (!looked.containsKey(key)) {
            read(List.of(new Get(key, false)));
        }
        Row row = rows.get(key);
        return row == null ? null : row.value();
    }

    /** A row with its body as it was read, for what may change meanwhile, or changes only with a row that is checked. */
    @Nullable
    Row glanced(RowKey key) {
        if (!looked.getOrDefault(key, false)) {
            read(List.of(new Get(key, true)));
        }
        return rows.get(key);
    }

    /** Rows of a table as they were read, for what may change meanwhile. */
    List<Row> glances(Scan scan) {
        if (!scans.containsKey(scan)) {
            read(List.of(scan));
        }
        return scans.getOrDefault(scan, List.of());
    }

    /** Rows of a table as they were read, without what this step changes. */
    List<Row> scan(Scan scan) {
        List<Row> found = glances(scan);
        found.forEach(row -> checks.putIfAbsent(row.key(), new Check(row.key(), row.stamp())));
        return found;
    }

    /** All rows of a table. */
    List<Row> all(String name) {
        return scan(whole(name));
    }

    static Scan whole(String name) {
        return new Scan(name, "", "", Integer.MAX_VALUE, false);
    }

    void put(RowKey key, String value) {
        Change before = changes.get(key);
        changes.put(key, new Put(key, value, before instanceof Put put ? put.body() : null));
    }

    void put(RowKey key, String value, byte @Nullable [] body) {
        if (body == null) {
            put(key, value);
        } else {
            changes.put(key, new Put(key, value, body));
        }
    }

    void remove(RowKey key) {
        changes.put(key, new Remove(key));
    }

    void add(RowKey key, long amount) {
        long before = changes.get(key) instanceof TransactionalTable.Add add ? add.amount() : 0;
        if (before + amount == 0) {
            changes.remove(key);
        } else {
            changes.put(key, new TransactionalTable.Add(key, before + amount));
        }
    }

    /** What is to be written; null where the reply stands as it is. */
    @Nullable
    Group group() {
        // Rows that were read in one round are of one moment; where there were several, that is to be proved.
        boolean stands = changes.isEmpty() && (rounds < 2 || checks.isEmpty());
        return stands ? null : new Group(new ArrayList<>(checks.values()), new ArrayList<>(changes.values()));
    }

    static StoreException damaged(RowKey key) {
        return new StoreException("a row is missing that another one names; row=" + key.table() + " " + key.name());
    }
}
