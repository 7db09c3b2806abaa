package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.ConditionalTable;
import dev.latchkey.spi.ConditionalTable.Row;
import dev.latchkey.spi.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** T1–T8: the contract of a {@link ConditionalTable}. A table's whole test is a subclass. */
public abstract class ConditionalTableContract {
    private final List<ConditionalTable> opened = new ArrayList<>();

    /** For subclasses. */
    protected ConditionalTableContract() {}

    /**
     * Opens this test's table; the first call of each test finds it empty, later ones find what was put.
     *
     * @throws Exception if it cannot be opened: the test fails
     */
    protected abstract ConditionalTable open() throws Exception;

    private ConditionalTable table() throws Exception {
        ConditionalTable table = open();
        opened.add(table);
        return table;
    }

    /** Closes what the test opened. */
    @AfterEach
    public final void closeAll() {
        opened.forEach(ConditionalTable::close);
    }

    private static boolean put(ConditionalTable table, String name, String value, @Nullable String expected) {
        return reply(table.put(name, value.getBytes(StandardCharsets.UTF_8), expected));
    }

    private static Row row(ConditionalTable table, String name) {
        return reply(table.read(name)).orElseThrow(() -> new AssertionError("no row " + name));
    }

    private static void assertShows(ConditionalTable table, String name, String value) {
        assertThat(new String(row(table, name).value(), StandardCharsets.UTF_8)).isEqualTo(value);
    }

    /** T1. */
    @Test
    public final void t1_aRowThatIsNotThereReadsAsEmpty() throws Exception {
        assertThat(reply(table().read("a"))).isEqualTo(Optional.empty());
    }

    /** T2. */
    @Test
    public final void t2_aPutThatExpectsNoRowInsertsOne() throws Exception {
        ConditionalTable table = table();
        assertThat(put(table, "a", "one", null)).isTrue();
        assertShows(table, "a", "one");
        assertThat(reply(table.read("b"))).isEmpty();
    }

    /** T3. */
    @Test
    public final void t3_aPutThatExpectsNoRowIsRefusedWhereThereIsOne() throws Exception {
        ConditionalTable table = table();
        put(table, "a", "one", null);
        assertThat(put(table, "a", "two", null)).isFalse();
        assertShows(table, "a", "one");
    }

    /** T4. */
    @Test
    public final void t4_aPutThatExpectsTheStampFoundReplacesTheRow() throws Exception {
        ConditionalTable table = table();
        put(table, "a", "one", null);
        Row read = row(table, "a");
        assertThat(put(table, "a", "two", read.stamp())).isTrue();
        assertShows(table, "a", "two");
        assertThat(read.value()).isEqualTo("one".getBytes(StandardCharsets.UTF_8));
    }

    /** T5. */
    @Test
    public final void t5_aPutThatExpectsAnotherStampIsRefused() throws Exception {
        ConditionalTable table = table();
        put(table, "a", "one", null);
        String old = row(table, "a").stamp();
        put(table, "a", "two", old);
        assertThat(put(table, "a", "three", old)).isFalse();
        assertThat(put(table, "b", "three", old)).isFalse();
        assertShows(table, "a", "two");
        assertThat(reply(table.read("b"))).isEmpty();
    }

    /** T6. */
    @Test
    public final void t6_aStampNeverComesBackAlsoForTheSameBytes() throws Exception {
        ConditionalTable table = table();
        Set<String> stamps = new HashSet<>();
        String stamp = null;
        for (int i = 0; i < 100; i++) {
            assertThat(put(table, "a", "same", stamp)).isTrue();
            stamp = row(table, "a").stamp();
            stamps.add(stamp);
        }
        assertThat(stamps).hasSize(100);
    }

    /** T7. */
    @Test
    public final void t7_ofManyPutsThatExpectOneStampExactlyOneIsDone() throws Exception {
        ConditionalTable table = table();
        for (int round = 0; round < 20; round++) {
            String name = "row-" + round;
            List<Boolean> done = Race.run(8, racer -> () -> put(table, name, "racer " + racer, null));
            assertThat(done).filteredOn(Boolean::booleanValue).hasSize(1);
            assertShows(table, name, "racer " + done.indexOf(true));
        }
    }

    /** T8. */
    @Test
    public final void t8_everyByteAndEveryNameComesBackForWhoeverOpensTheTableNext() throws Exception {
        ConditionalTable table = table();
        byte[] bytes = new byte[5 << 20];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((i * 31) >>> 8);
        }
        List<String> names = List.of("k".repeat(400), "p/players/Zoë 🎮", "P/players/zoë 🎮", "p/players/a%_'\"");
        for (String name : names) {
            assertThat(reply(table.put(name, bytes.clone(), null))).isTrue();
        }
        put(table, "empty", "", null);
        ConditionalTable next = table();
        table.close();
        table.close();
        for (String name : names) {
            assertThat(row(next, name).value()).isEqualTo(bytes);
        }
        assertThat(row(next, "empty").value()).isEmpty();
        assertThat(table.read("empty")).isInstanceOf(Outcome.NotDone.class);
        assertThat(table.put("empty", bytes, null)).isInstanceOf(Outcome.NotDone.class);
    }
}
