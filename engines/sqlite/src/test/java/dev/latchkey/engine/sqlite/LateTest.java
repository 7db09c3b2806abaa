package dev.latchkey.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Write;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits that are asked for when the turn has come. */
final class LateTest {
    @TempDir
    Path folder;

    private static Commit save(Given.Session session) {
        return Commit.of(
                Given.id(),
                session.server(),
                new Write(session.profile(), session.fence(), Given.text("{}"), new Write.Keep()));
    }

    @Test
    void whatComesUntilTheTurnComesGoesAlong() throws Exception {
        Turn turn = Turn.of(Given.real(folder).resolve("players.db-lock"));
        try (SqliteEngine engine = SqliteEngine.open(settings())) {
            Id server = Given.server(engine, "lobby");
            List<Commit> commits = new ArrayList<>();
            Stream.of("eve", "ada", "bob").forEach(key -> commits.add(save(Given.Session.open(engine, server, key))));
            AtomicBoolean given = new AtomicBoolean();
            AtomicBoolean early = new AtomicBoolean();
            CompletableFuture<List<Outcome<CommitReply>>> outcomes = new CompletableFuture<>();
            turn.take();
            try {
                Thread caller = new Thread(() -> outcomes.complete(engine.commitLate(() -> {
                    early.set(!given.get());
                    return commits;
                })));
                caller.start();
                while (caller.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                }
                given.set(true);
            } finally {
                turn.give();
            }
            assertThat(outcomes.get(10, TimeUnit.SECONDS))
                    .hasSize(3)
                    .allSatisfy(each -> assertThat(Given.done(each)).isInstanceOf(CommitReply.Applied.class));
            assertThat(early).isFalse();
        } finally {
            turn.close();
        }
    }

    @Test
    void outcomesComeInTheOrderOfTheCommits() {
        try (SqliteEngine engine = SqliteEngine.open(settings())) {
            Id server = Given.server(engine, "lobby");
            Given.Session eve = Given.Session.open(engine, server, "eve");
            Commit stale = save(eve);
            eve.save(Given.text("1"));
            Commit good = save(Given.Session.open(engine, server, "ada"));
            List<Outcome<CommitReply>> outcomes = engine.commitLate(() -> List.of(stale, good));
            assertThat(Given.done(outcomes.get(0))).isInstanceOf(CommitReply.Refused.class);
            assertThat(Given.done(outcomes.get(1))).isInstanceOf(CommitReply.Applied.class);
            assertThat(engine.commitLate(List::of)).isEmpty();
        }
    }

    @Test
    void aTurnThatDoesNotComeIsGivenUpInTimeAndNothingOfItHappensLater() throws IOException {
        Turn turn = Turn.of(Given.real(folder).resolve("players.db-lock"));
        try (SqliteEngine engine = SqliteEngine.open(settings().withTimeout(Duration.ofMillis(200)))) {
            Given.Session ada = Given.Session.open(engine, Given.server(engine, "lobby"), "ada");
            AtomicInteger asked = new AtomicInteger();
            turn.take();
            try {
                Outcome<CommitReply> outcome = engine.commitLate(() -> {
                            asked.incrementAndGet();
                            return List.of(save(ada));
                        })
                        .get(0);
                assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.NotDone.class,
                                not -> assertThat(not.failure().message())
                                        .contains("turn to write did not come in time"));
            } finally {
                turn.give();
            }
            assertThat(ada.save(Given.text("next")).read().head().version()).isEqualTo(1);
            assertThat(asked).hasValue(1);
        } finally {
            turn.close();
        }
    }

    @Test
    void aClosedStoreAsksAndSaysSurelyNot() {
        SqliteEngine engine = SqliteEngine.open(settings());
        Given.Session ada = Given.Session.open(engine, Given.server(engine, "lobby"), "ada");
        engine.close();
        assertThat(engine.commitLate(() -> List.of(save(ada))).get(0)).isInstanceOf(Outcome.NotDone.class);
    }

    @Test
    void aCallerThatThrowsHearsOfItAndOthersGoOn() {
        try (SqliteEngine engine = SqliteEngine.open(settings())) {
            Given.Session ada = Given.Session.open(engine, Given.server(engine, "lobby"), "ada");
            assertThatThrownBy(() -> engine.commitLate(() -> {
                        throw new IllegalArgumentException("nothing here");
                    }))
                    .hasRootCauseMessage("nothing here");
            ada.save(Given.text("{}"));
        }
    }

    private SqliteSettings settings() {
        return SqliteSettings.of(folder.resolve("players.db"));
    }
}
