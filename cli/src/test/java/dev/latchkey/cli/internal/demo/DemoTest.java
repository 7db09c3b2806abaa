package dev.latchkey.cli.internal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.cli.internal.demo.check.Check;
import dev.latchkey.cli.internal.demo.check.Verdict;
import dev.latchkey.cli.internal.demo.server.GameServer;
import dev.latchkey.cli.internal.demo.wire.PlayerData;
import dev.latchkey.engine.sqlite.SqliteEngine;
import dev.latchkey.engine.sqlite.SqliteSettings;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The main job in small: real processes, one killed, one started again, the bus cut. */
final class DemoTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @Test
    void nothing_is_lost_or_duplicated_and_the_check_finds_what_is_tampered_with()
            throws IOException, InterruptedException {
        StringWriter seen = new StringWriter();
        Board board = new Board(new PrintWriter(seen), Board.Style.LINES);
        Demo.Plan plan = new Demo.Plan(3, 6, Duration.ofSeconds(8), Duration.ofSeconds(2), 1);
        Demo.Result result;
        try (Demo demo = new Demo(plan, folder, Place.file(folder), new Breaker(plan), board)) {
            result = demo.run();
        }
        assertThat(result.verdict().lostFacts()).as(seen.toString()).isEmpty();
        assertThat(result.verdict().duplicatedFacts()).as(seen.toString()).isEmpty();
        assertThat(result.verdict().isClean()).isTrue();
        assertThat(result.handOffs()).isPositive();
        assertThat(result.line())
                .matches("demo: players=6 loads=\\d+ handoffs=\\d+ p50=[\\d.]+ms p99=[\\d.]+ms takeovers=\\d+"
                        + " lost=0 duplicated=0 trades=\\d+ mails=\\d+ gold=conserved items=unique");
        assertThat(result.verdict().trades()).isPositive();
        assertThat(result.verdict().mails()).isPositive();
        assertThat(seen.toString()).contains("SIGKILL", "shut down politely", "bus cut");

        tamper(1, data -> {
            List<Integer> shorter = data.done().subList(0, data.done().size() - 1);
            return new PlayerData(data.gold(), data.items(), shorter, data.got());
        });
        assertThat(check().lost()).as("a planted loss").isPositive();

        tamper(2, data -> {
            List<Integer> more = new ArrayList<>(data.items());
            more.add(1_000_000);
            return new PlayerData(data.gold(), more, data.done(), data.got());
        });
        assertThat(check().duplicated()).as("a planted duplicate").isPositive();
    }

    private Verdict check() throws IOException {
        return Check.run(folder, Place.file(folder).checked());
    }

    /** Changes a player's stored data behind everybody's back. */
    private void tamper(int player, UnaryOperator<PlayerData> change) {
        ProfileId profile = new ProfileId(GameServer.STORE, "player-00" + player);
        try (SqliteEngine engine = SqliteEngine.open(SqliteSettings.of(folder.resolve("players.db")))) {
            Optional<ProfileRecord> found = done(engine.read(List.of(profile)).get(0));
            Head head = found.orElseThrow().head();
            Payload payload = found.map(ProfileRecord::payload).orElseThrow();
            byte[] bytes = JSON.writeValueAsBytes(change.apply(JSON.readValue(payload.bytes(), PlayerData.class)));
            Edit edit = new Edit(
                    profile,
                    new Id(9, player),
                    head.token(),
                    head.version(),
                    new Payload(bytes, payload.codec(), payload.schema(), payload.text()),
                    "a thief");
            assertThat(done(engine.edit(List.of(edit)).get(0)).applied()).isTrue();
        }
    }

    private static <R> R done(Outcome<R> outcome) {
        if (outcome instanceof Outcome.Done<R>(R reply)) {
            return reply;
        }
        throw new IllegalStateException("no reply: " + outcome);
    }
}
