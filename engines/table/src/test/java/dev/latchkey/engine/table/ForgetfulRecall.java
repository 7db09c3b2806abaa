package dev.latchkey.engine.table;

import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.TransactionalTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A table that recalls every row as it was when it was first read, and so mostly wrongly. Thread-safe. */
final class ForgetfulRecall implements RecallingTable {
    private final TransactionalTable table;
    private final Map<Read, List<Row>> first = new ConcurrentHashMap<>();
    private final AtomicLong reads = new AtomicLong();

    ForgetfulRecall(TransactionalTable table) {
        this.table = table;
    }

    /** How many times it was read from. */
    long reads() {
        return reads.get();
    }

    @Override
    public Optional<Found> recall(List<Read> asked) {
        List<List<Row>> rows = new ArrayList<>();
        for (Read read : asked) {
            List<Row> row = first.get(read);
            if (row == null || read instanceof Scan) {
                return Optional.empty();
            }
            rows.add(row);
        }
        return Optional.of(new Found(null, rows));
    }

    @Override
    public Outcome<Found> read(List<Read> asked) {
        reads.incrementAndGet();
        Outcome<Found> outcome = table.read(asked);
        if (outcome instanceof Outcome.Done<Found> done) {
            for (int i = 0; i < asked.size(); i++) {
                first.putIfAbsent(asked.get(i), done.reply().rows().get(i));
            }
        }
        return outcome;
    }

    @Override
    public List<Outcome<Boolean>> write(List<Group> groups) {
        return table.write(groups);
    }

    @Override
    public void close() {
        table.close();
    }
}
