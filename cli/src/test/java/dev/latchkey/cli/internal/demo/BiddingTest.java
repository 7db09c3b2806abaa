package dev.latchkey.cli.internal.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trouble by lines, on real processes. */
final class BiddingTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    private final StringWriter seen = new StringWriter();

    @Test
    void a_server_is_killed_and_started_again_and_then_all_go_home() throws IOException, InterruptedException {
        Demo.Result result = run("kill 2\nstart 2\nbus 1 off\nbus 1 on\nhome\nkill 1\n");
        assertThat(seen.toString())
                .contains("now broken: kill 2", "now broken: start 2")
                .doesNotContain("kill 1");
        assertThat(result.verdict().lostFacts()).isEmpty();
        assertThat(result.verdict().duplicatedFacts()).isEmpty();
    }

    @Test
    void what_is_no_trouble_is_refused() {
        assertThatThrownBy(() -> run("tickle 1\n")).hasMessageContaining("no trouble: tickle");
    }

    private Demo.Result run(String lines) throws IOException, InterruptedException {
        Demo.Plan plan = new Demo.Plan(2, 2, Duration.ZERO, Duration.ofSeconds(2), 1);
        Bidding bidding = new Bidding(new BufferedReader(new StringReader(lines)));
        Board board = new Board(new PrintWriter(seen), Board.Style.LINES);
        try (Demo demo = new Demo(plan, folder, Place.file(folder), bidding, board)) {
            return demo.run();
        }
    }
}
