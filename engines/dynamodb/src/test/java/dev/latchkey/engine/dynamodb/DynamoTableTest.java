package dev.latchkey.engine.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.TransactionalTable;
import dev.latchkey.spi.TransactionalTable.Change;
import dev.latchkey.spi.TransactionalTable.Found;
import dev.latchkey.spi.TransactionalTable.Get;
import dev.latchkey.spi.TransactionalTable.Group;
import dev.latchkey.spi.TransactionalTable.Put;
import dev.latchkey.spi.TransactionalTable.Read;
import dev.latchkey.spi.TransactionalTable.RowKey;
import dev.latchkey.testkit.TransactionalTableContract;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class DynamoTableTest extends TransactionalTableContract {
    /** Three transactions to read. */
    private static final int ROWS = 60;

    @RegisterExtension
    static final SharedDynamo DYNAMO = new SharedDynamo();

    private final DynamoSettings settings = DYNAMO.fresh();

    @Override
    protected TransactionalTable open() {
        Calls calls = new Calls(settings);
        DynamoTable table = new DynamoTable(calls, InstantSource.system());
        new Setup(settings, calls).run(table);
        return table;
    }

    private static RowKey row(int i) {
        return new RowKey("many", "row " + i);
    }

    private static Outcome<Boolean> writeAll(TransactionalTable table, int value) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            changes.add(new Put(row(i), Integer.toString(value), null));
        }
        return table.write(List.of(new Group(List.of(), changes))).get(0);
    }

    @Test
    void moreRowsThanATransactionReadsAreOfOneMomentAllTheSame() throws Exception {
        List<Read> all = IntStream.range(0, ROWS)
                .mapToObj(i -> (Read) new Get(row(i), false))
                .toList();
        try (TransactionalTable table = open();
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            assertThat(writeAll(table, 0)).isEqualTo(Outcome.done(true));
            Future<?> writing = threads.submit(() -> IntStream.range(1, 60)
                    .forEach(value -> assertThat(writeAll(table, value)).isEqualTo(Outcome.done(true))));
            boolean last;
            do {
                last = writing.isDone();
                // One that changes again and again may not be read, but is not read wrongly.
                if (table.read(all) instanceof Outcome.Done<Found> done) {
                    assertThat(done.reply().rows().stream()
                                    .map(rows -> rows.get(0).value()))
                            .hasSize(ROWS)
                            .containsOnly(done.reply().rows().get(0).get(0).value());
                } else {
                    assertThat(last).isFalse();
                }
            } while (!last);
            writing.get();
        }
    }
}
