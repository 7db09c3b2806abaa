package dev.latchkey.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fails while the store is in use: what was acknowledged stays, what was not is told so, and it goes on after. */
final class FailureTest {
    private static final Payload BIG = new Payload(new byte[40_000], "bytes", 0, false);

    @TempDir
    Path folder;

    @Test
    void aFullDiskTakesNothingThatWasAcknowledgedAndSavesGoOnWhenThereIsRoom() {
        SqliteSettings settings = settings().withMaxPages(120);
        List<Given.Session> sessions = new ArrayList<>();
        try (SqliteEngine engine = SqliteEngine.open(settings)) {
            Id server = Given.server(engine, "lobby");
            IntStream.range(0, 20).forEach(i -> sessions.add(Given.Session.open(engine, server, "p" + i)));
            int full = 0;
            while (sessions.get(full).trySave(BIG) instanceof Outcome.Done) {
                sessions.set(full, sessions.get(full).next());
                full++;
            }
            notDone(sessions.get(full).trySave(BIG), "full: make room");
            for (Given.Session session : sessions) {
                assertThat(session.read().head().version())
                        .isEqualTo(session.fence().version());
            }
            assertThat(full).isBetween(1, 19);
            // What needs no room is still taken.
            sessions.set(full, sessions.get(full).save(Given.text("{}")));
        }
        try (SqliteEngine engine = SqliteEngine.open(settings.withMaxPages(0))) {
            for (Given.Session session : sessions) {
                new Given.Session(engine, session.server(), session.profile(), session.fence()).save(BIG);
            }
        }
    }

    @Test
    void aLockOfAnotherProgramIsWaitedForThenToldAndForgottenWhenItIsGone() throws SQLException {
        try (SqliteEngine engine = SqliteEngine.open(settings().withBusy(Duration.ofMillis(100)))) {
            Given.Session session = Given.Session.open(engine, Given.server(engine, "lobby"), "ada");
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                    var statement = connection.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                notDone(session.trySave(Given.text("1")), "locked by another program");
                assertThat(session.read().payload()).isNull();
                statement.execute("ROLLBACK");
            }
            assertThat(session.save(Given.text("2")).read().payload()).isEqualTo(Given.text("2"));
        }
    }

    @Test
    void aTurnThatDoesNotComeIsGivenUpInTimeAndNothingOfItHappensLater() throws IOException {
        Turn turn = Turn.of(Given.real(folder).resolve("players.db-lock"));
        try (SqliteEngine engine = SqliteEngine.open(settings().withTimeout(Duration.ofMillis(200)))) {
            Given.Session session = Given.Session.open(engine, Given.server(engine, "lobby"), "ada");
            turn.take();
            try {
                notDone(session.trySave(Given.text("late")), "turn to write did not come in time");
            } finally {
                turn.give();
            }
            assertThat(session.save(Given.text("next")).read().head().version()).isEqualTo(1);
        } finally {
            turn.close();
        }
    }

    @Test
    void aFullQueueSaysOverloaded() throws IOException {
        Turn turn = Turn.of(Given.real(folder).resolve("players.db-lock"));
        try (SqliteEngine engine = SqliteEngine.open(settings().withTimeout(Duration.ofMillis(500)))) {
            Id server = Given.server(engine, "lobby");
            List<Open> many = IntStream.range(0, Writer.QUEUE + 10)
                    .mapToObj(i -> new Open(Given.profile("p" + i), server, Given.id(), new Open.Try()))
                    .toList();
            turn.take();
            List<Outcome<OpenReply>> outcomes;
            try {
                outcomes = engine.open(many);
            } finally {
                turn.give();
            }
            assertThat(outcomes).allMatch(Outcome.NotDone.class::isInstance);
            assertThat(outcomes.stream().filter(outcome -> words(outcome).contains("overloaded")))
                    .hasSizeBetween(1, 10);
            Given.Session.open(engine, server, "p1");
        } finally {
            turn.close();
        }
    }

    @Test
    void aDamagedFileIsToldWhereItIsDamagedAndServesTheRest() throws IOException {
        try (SqliteEngine engine = SqliteEngine.open(settings())) {
            Id server = Given.server(engine, "lobby");
            Given.Session.open(engine, server, "ada").save(BIG);
        }
        damage();
        try (SqliteEngine engine = SqliteEngine.open(settings())) {
            Id server = Given.server(engine, "arena");
            Outcome<?> read = engine.read(List.of(Given.profile("ada"))).get(0);
            notDone(read, "damaged: stop all servers");
            notDone(
                    engine.open(List.of(new Open(Given.profile("ada"), server, Given.id(), new Open.Try())))
                            .get(0),
                    "damaged: stop all servers");
            assertThat(Given.done(engine.servers())).hasSize(2);
        }
    }

    /** Ends ada's chain of overflow pages after its first. */
    private void damage() throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            for (long page = bytes.length() / 4096 - 1; page > bytes.length() / 4096 - 6; page--) {
                bytes.seek(page * 4096);
                bytes.writeInt(0x7fffffff);
            }
        }
    }

    @Test
    void oneItemThatFailsTakesNoOtherWithIt() throws SQLException {
        try (SqliteEngine engine = SqliteEngine.open(settings())) {
            Id server = Given.server(engine, "lobby");
            Given.Session.open(engine, server, "bad");
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                    var statement = connection.createStatement()) {
                statement.execute("UPDATE profile SET spent = 'nonsense'");
            }
            List<Outcome<OpenReply>> outcomes = engine.open(List.of("ada", "bad", "eve").stream()
                    .map(key -> new Open(Given.profile(key), server, Given.id(), new Open.Try()))
                    .toList());
            assertThat(Given.done(outcomes.get(0))).isInstanceOf(OpenReply.Granted.class);
            notDone(outcomes.get(1), "32 hexadecimal digits");
            assertThat(Given.done(outcomes.get(2))).isInstanceOf(OpenReply.Granted.class);
        }
    }

    @Test
    void s10_aPayloadTooLongIsRejectedAndTheSessionGoesOn() {
        try (SqliteEngine engine = SqliteEngine.open(settings().withMaxPayload(1000))) {
            Given.Session session = Given.Session.open(engine, Given.server(engine, "lobby"), "ada");
            assertThat(Given.done(session.trySave(BIG)))
                    .isInstanceOfSatisfying(
                            CommitReply.Rejected.class,
                            rejected -> assertThat(rejected.reason()).contains("limit=1000 bytes"));
            session.save(Given.text("short"));
        }
    }

    @Test
    void theEngineSaysWhatAnAcknowledgedSaveSurvives() {
        try (SqliteEngine engine = SqliteEngine.open(settings())) {
            assertThat(Given.done(engine.durability()))
                    .contains("loss of power")
                    .contains("journal_mode=wal, synchronous=2");
        }
        assertThat(Durability.words("wal", 1)).contains("may be lost");
    }

    private SqliteSettings settings() {
        return SqliteSettings.of(file());
    }

    private Path file() {
        return folder.resolve("players.db");
    }

    private static void notDone(Outcome<?> outcome, String words) {
        assertThat(outcome).isInstanceOf(Outcome.NotDone.class);
        assertThat(words(outcome)).contains(words);
    }

    private static String words(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Done<?> done -> "";
            case Outcome.NotDone<?> not -> not.failure().message();
            case Outcome.Unknown<?> unknown -> unknown.failure().message();
        };
    }
}
