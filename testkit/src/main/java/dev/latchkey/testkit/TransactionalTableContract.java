package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.TransactionalTable;
import dev.latchkey.spi.TransactionalTable.Add;
import dev.latchkey.spi.TransactionalTable.Change;
import dev.latchkey.spi.TransactionalTable.Check;
import dev.latchkey.spi.TransactionalTable.Get;
import dev.latchkey.spi.TransactionalTable.Group;
import dev.latchkey.spi.TransactionalTable.Put;
import dev.latchkey.spi.TransactionalTable.Remove;
import dev.latchkey.spi.TransactionalTable.Row;
import dev.latchkey.spi.TransactionalTable.RowKey;
import dev.latchkey.spi.TransactionalTable.Scan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** X1–X10: the contract of a {@link TransactionalTable}. A table's whole test is a subclass. */
public abstract class TransactionalTableContract {
    private static final RowKey A = new RowKey("things", "a");
    private static final RowKey B = new RowKey("things", "b");

    private final List<TransactionalTable> opened = new ArrayList<>();

    /** For subclasses. */
    protected TransactionalTableContract() {}

    /**
     * Opens this test's table; the first call of each test finds it empty, later ones find what was written.
     *
     * @throws Exception if it cannot be opened: the test fails
     */
    protected abstract TransactionalTable open() throws Exception;

    private TransactionalTable table() throws Exception {
        TransactionalTable table = open();
        opened.add(table);
        return table;
    }

    /** Closes what the test opened. */
    @AfterEach
    public final void closeAll() {
        opened.forEach(TransactionalTable::close);
    }

    private static @Nullable Row row(TransactionalTable table, RowKey key) {
        List<Row> rows = reply(table.read(List.of(new Get(key, true)))).rows().get(0);
        assertThat(rows).hasSizeLessThan(2);
        return rows.isEmpty() ? null : rows.get(0);
    }

    private static @Nullable String value(TransactionalTable table, RowKey key) {
        Row row = row(table, key);
        return row == null ? null : row.value();
    }

    private static Check as(TransactionalTable table, RowKey key) {
        Row row = row(table, key);
        return new Check(key, row == null ? null : row.stamp());
    }

    private static Put put(RowKey key, String value) {
        return new Put(key, value, null);
    }

    private static boolean write(TransactionalTable table, List<Check> checks, Change... changes) {
        List<Outcome<Boolean>> outcomes = table.write(List.of(new Group(checks, List.of(changes))));
        assertThat(outcomes).hasSize(1);
        return reply(outcomes.get(0));
    }

    private static List<String> names(TransactionalTable table, Scan scan) {
        return reply(table.read(List.of(scan))).rows().get(0).stream()
                .map(row -> row.key().name())
                .toList();
    }

    /** X1. */
    @Test
    public final void x1_aRowThatIsNotThereIsNotFound() throws Exception {
        assertThat(row(table(), A)).isNull();
    }

    /** X2. */
    @Test
    public final void x2_allChangesOfAGroupAreMadeIfAllChecksHold() throws Exception {
        TransactionalTable table = table();
        assertThat(write(table, List.of(as(table, A), as(table, B)), put(A, "1"), put(B, "2")))
                .isTrue();
        assertThat(write(table, List.of(as(table, A)), new Remove(A), put(B, "3")))
                .isTrue();
        assertThat(value(table, A)).isNull();
        assertThat(value(table, B)).isEqualTo("3");
    }

    /** X3. */
    @Test
    public final void x3_noneIsMadeWhereOneCheckFails() throws Exception {
        TransactionalTable table = table();
        write(table, List.of(), put(A, "1"));
        Check good = as(table, A);
        assertThat(write(table, List.of(good, new Check(B, good.stamp())), put(A, "2")))
                .isFalse();
        assertThat(write(table, List.of(new Check(A, null)), put(A, "2"))).isFalse();
        write(table, List.of(), put(A, "1"));
        assertThat(write(table, List.of(good), put(A, "2"), put(B, "2"))).isFalse();
        assertThat(value(table, A)).isEqualTo("1");
        assertThat(value(table, B)).isNull();
    }

    /** X4. */
    @Test
    public final void x4_aStampNeverComesBack() throws Exception {
        TransactionalTable table = table();
        List<@Nullable String> stamps = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            write(table, List.of(), put(A, "1"));
            stamps.add(as(table, A).stamp());
            write(table, List.of(), new Remove(A));
            write(table, List.of(), put(A, "1"));
            stamps.add(as(table, A).stamp());
        }
        write(table, List.of(), new Add(new RowKey("counts", "a"), 1));
        assertThat(stamps).doesNotHaveDuplicates();
    }

    /** X5. */
    @Test
    public final void x5_groupsAreEachForItselfInTheirOrder() throws Exception {
        TransactionalTable table = table();
        Check absent = as(table, A);
        List<Outcome<Boolean>> outcomes = table.write(List.of(
                new Group(List.of(absent), List.of(put(A, "1"))),
                new Group(List.of(absent), List.of(put(A, "2"))),
                new Group(List.of(absent), List.of(put(B, "3"))),
                new Group(List.of(), List.of(put(B, "4")))));
        assertThat(outcomes)
                .containsExactly(Outcome.done(true), Outcome.done(false), Outcome.done(false), Outcome.done(true));
        assertThat(value(table, A)).isEqualTo("1");
        assertThat(value(table, B)).isEqualTo("4");
    }

    /** X6. */
    @Test
    public final void x6_aBodyStaysUntilItIsReplaced() throws Exception {
        TransactionalTable table = table();
        byte[] every = new byte[256];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) i;
        }
        write(table, List.of(), new Put(A, "1", every));
        write(table, List.of(), put(A, "2"));
        Row kept = row(table, A);
        assertThat(kept).isNotNull().satisfies(row -> assertThat(row.body()).isEqualTo(every));
        write(table, List.of(), new Put(A, "3", new byte[0]));
        Row gone = row(table, A);
        assertThat(gone).isNotNull().satisfies(row -> assertThat(row.body()).isEmpty());
        List<Row> without = reply(table.read(List.of(new Get(A, false)))).rows().get(0);
        assertThat(without).hasSize(1).allMatch(row -> row.body() == null);
    }

    /** X7. */
    @Test
    public final void x7_rowsOfATableAreReadInTheOrderOfTheBytesOfTheirNames() throws Exception {
        TransactionalTable table = table();
        for (String name : List.of("b", "a b", "a", "é", "B", "a!", "\uD83D\uDE00", "\uFF5E")) {
            write(table, List.of(), put(new RowKey("names", name), name));
        }
        List<String> order = List.of("B", "a", "a b", "a!", "b", "é", "\uFF5E", "\uD83D\uDE00");
        assertThat(names(table, new Scan("names", "", "", Integer.MAX_VALUE, false)))
                .isEqualTo(order);
        assertThat(names(table, new Scan("names", "", "", 3, true)))
                .isEqualTo(order.reversed().subList(0, 3));
        assertThat(names(table, new Scan("names", "a", "b", 9, false))).containsExactly("a", "a b", "a!");
        assertThat(names(table, new Scan("names", "a", "b", 2, true))).containsExactly("a!", "a b");
        assertThat(names(table, new Scan("others", "", "", 9, false))).isEmpty();
        write(table, List.of(), new Remove(new RowKey("names", "a")));
        assertThat(names(table, new Scan("names", "a", "b", 9, false))).containsExactly("a b", "a!");
    }

    /** X8. */
    @Test
    public final void x8_anAddMakesOrChangesANumberAndNeverConflicts() throws Exception {
        TransactionalTable table = table();
        RowKey count = new RowKey("counts", "a");
        List<Boolean> results = Race.run(8, i -> () -> write(table, List.of(), new Add(count, i)));
        assertThat(results).containsOnly(true);
        assertThat(value(table, count)).isEqualTo("28");
        write(table, List.of(), new Add(count, -30));
        assertThat(value(table, count)).isEqualTo("-2");
    }

    /** X9. */
    @Test
    public final void x9_ofManyGroupsThatExpectOneStampExactlyOneIsApplied() throws Exception {
        TransactionalTable table = table();
        Check absent = as(table, A);
        List<Boolean> results =
                Race.run(8, i -> () -> write(table, List.of(absent), put(A, "by " + i), put(B, "by " + i)));
        assertThat(results).containsOnlyOnce(true);
        assertThat(value(table, B)).isEqualTo(value(table, A));
    }

    /** X10. */
    @Test
    public final void x10_whatWasDoneIsThereForTheNextAndAClosedTableDoesNothing() throws Exception {
        TransactionalTable table = table();
        write(table, List.of(), put(A, "1"));
        TransactionalTable next = table();
        table.close();
        table.close();
        assertThat(value(next, A)).isEqualTo("1");
        assertThat(table.read(List.of(new Get(A, true)))).isInstanceOf(Outcome.NotDone.class);
        assertThat(table.write(List.of(new Group(List.of(), List.of(put(A, "2"))))))
                .hasSize(1)
                .allMatch(Outcome.NotDone.class::isInstance);
        assertThat(value(next, A)).isEqualTo("1");
    }
}
