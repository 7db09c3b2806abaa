package dev.latchkey.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes no more, whatever SQLite is doing: the system refuses to let any file of a process grow. */
final class DiskTest {
    @TempDir
    Path folder;

    @Test
    void whenTheSystemRefusesToWriteEachFailureIsToldAndNothingAcknowledgedIsLost() throws IOException {
        Path file = folder.resolve("players.db");
        List<String> shell = List.of("sh", "-c", "ulimit -f 8000; exec \"$@\"", "sh");
        List<String> lines;
        try (Child child = Child.start(shell, FillingProcess.class, file.toString())) {
            lines = child.rest();
        }
        List<String> done =
                lines.stream().filter(line -> line.endsWith(" Done")).toList();
        assertThat(done).hasSizeGreaterThan(20);
        assertThat(lines.subList(lines.size() - 20, lines.size()))
                .allMatch(line -> line.contains("the disk failed") || line.contains("full: make room"));
        try (SqliteEngine engine = SqliteEngine.open(SqliteSettings.of(file))) {
            for (String line : done) {
                int n = Integer.parseInt(line.substring(0, line.indexOf(' ')));
                var record =
                        Given.done(engine.read(List.of(Given.profile("p" + n))).get(0));
                assertThat(record.orElseThrow().payload()).isEqualTo(FillingProcess.payload(n));
            }
            Given.Session.open(engine, Given.server(engine, "after"), "later").save(FillingProcess.payload(1));
        }
    }
}
