package dev.latchkey.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.Write;
import dev.latchkey.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one statement of a hand-off leaves the record that the rules leave. */
final class HandOffStatementTest {
    private static final RecordRules RULES = new RecordRules();

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();

    @Test
    void s3_theRecordIsWhatTheRulesSayAlsoWhenMoreClaimsAreSpentThanItKeeps() {
        try (SqliteEngine engine = SqliteEngine.open(SqliteSettings.of(folder.resolve("players.db")), clock)) {
            Id left = Given.server(engine, "left");
            Id right = Given.server(engine, "right");
            Given.Session session = Given.Session.open(engine, left, "ada");
            for (int i = 0; i < Head.MAX_SPENT + 3; i++) {
                clock.advance(Duration.ofMillis(7));
                Id to = session.server().equals(left) ? right : left;
                session = handOff(engine, session, to, i % 2 == 0 ? Given.text("{\"hop\":" + i + "}") : null);
            }
            assertThat(session.read().head().spent()).hasSize(Head.MAX_SPENT);
        }
    }

    private Given.Session handOff(SqliteEngine engine, Given.Session session, Id to, @Nullable Payload payload) {
        Id claim = Given.id();
        Id id = Given.id();
        Write write = new Write(session.profile(), session.fence(), payload, new Write.HandOff(to, claim, 0));
        ProfileRecord before = session.read();
        ServerRow taker =
                new ServerRow(to, "taker", 0, clock.instant(), clock.instant().plus(Given.LEASE), false);
        RecordRules.Step<CommitReply.Written> step = RULES.apply(before, write, id, server -> taker, clock.instant());
        CommitReply reply = Given.done(
                engine.commit(List.of(Commit.of(id, session.server(), write))).get(0));
        assertThat(reply).isEqualTo(new CommitReply.Applied(List.of(step.reply())));
        assertThat(session.read()).isEqualTo(step.after());
        return new Given.Session(
                engine,
                to,
                session.profile(),
                new Fence(step.reply().token(), claim, step.reply().version()));
    }
}
