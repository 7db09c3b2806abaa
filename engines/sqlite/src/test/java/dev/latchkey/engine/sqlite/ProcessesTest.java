package dev.latchkey.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one file. */
final class ProcessesTest {
    private static final int PROCESSES = 4;

    @TempDir
    Path folder;

    private final List<Child> children = new ArrayList<>();

    @AfterEach
    void end() {
        children.forEach(Child::close);
    }

    @Test
    void fourProcessesTakeTurnsNobodyStarvesAndEveryAcknowledgedWriteIsThere() throws IOException {
        start(PROCESSES, 4, 2000);
        for (Child child : children) {
            child.tell("go");
        }
        Map<String, Long> shares = new TreeMap<>();
        for (int i = 0; i < PROCESSES; i++) {
            shares.put("p" + i, stored(children.get(i).rest()));
        }
        long all = shares.values().stream().mapToLong(Long::longValue).sum();
        System.out.println("sqlite: saves of four processes in 2 s: " + shares + " sum=" + all);
        assertThatThrownBy(() -> stored(List.of("acknowledged p0-0 1"))).isInstanceOf(AssertionError.class);
        assertThat(shares.values()).allSatisfy(share -> assertThat(share).isGreaterThan(all / PROCESSES / 2));
    }

    @Test
    void aProcessThatIsKilledWhileItWritesHoldsNobodyUp() throws IOException {
        start(2, 4, 60_000);
        children.get(0).tell("go");
        try (SqliteEngine engine = SqliteEngine.open(SqliteSettings.of(file()))) {
            Given.Session session = Given.Session.open(engine, Given.server(engine, "survivor"), "ada");
            Given.Session busy = new Given.Session(engine, session.server(), Given.profile("p0-0"), session.fence());
            while (busy.read().head().version() < 20) {
                session = session.save(Given.text("with"));
            }
            children.get(0).kill();
            long before = session.fence().version();
            for (int i = 0; i < 50; i++) {
                session = session.save(Given.text("without"));
            }
            assertThat(session.read().head().version()).isEqualTo(before + 50);
        }
    }

    private void start(int processes, int callers, int millis) throws IOException {
        for (int i = 0; i < processes; i++) {
            children.add(
                    Child.start(List.of(), SavingProcess.class, file().toString(), "p" + i, "" + callers, "" + millis));
        }
        for (Child child : children) {
            assertThat(child.line()).isEqualTo("ready");
        }
    }

    /** Compares what a process was told with what is there; returns how many saves it was told of. */
    private long stored(List<String> lines) {
        assertThat(lines).noneMatch(line -> line.startsWith("failed"));
        long sum = 0;
        try (SqliteEngine engine = SqliteEngine.open(SqliteSettings.of(file()))) {
            for (String line : lines) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("acknowledged")) {
                    long told = Long.parseLong(words[2]);
                    var record = Given.done(engine.read(List.of(Given.profile(words[1])))
                                    .get(0))
                            .orElseThrow();
                    assertThat(record.head().version()).isEqualTo(told);
                    assertThat(record.payload()).isEqualTo(Given.text("{\"n\":" + (told - 1) + "}"));
                    sum += told;
                }
            }
        }
        return sum;
    }

    private Path file() {
        return folder.resolve("players.db");
    }
}
