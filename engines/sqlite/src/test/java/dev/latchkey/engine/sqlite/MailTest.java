package dev.latchkey.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.DeadLetter;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Housekeeping;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.Settlement;
import dev.latchkey.spi.Write;
import dev.latchkey.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail in the file, as two engines on it see it. */
final class MailTest {
    static final Housekeeping.Retention RETENTION =
            new Housekeeping.Retention(Duration.ofDays(30), Duration.ofDays(7), Duration.ofDays(30), 1_000);

    private static final ProfileId BOB = Given.profile("bob");

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private SqliteEngine first;
    private SqliteEngine second;

    @BeforeEach
    void open() {
        first = SqliteEngine.open(SqliteSettings.of(file()), clock);
        second = SqliteEngine.open(SqliteSettings.of(file()), clock);
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void aLetterSentThroughOneEngineIsTheReceiversOnTheOther() {
        Given.Session bob = Given.Session.open(second, Given.server(second, "arena"), "bob");
        Given.Session ada = Given.Session.open(first, Given.server(first, "lobby"), "ada");
        Effects effects = new Effects(List.of(), List.of(letter("m1", null)), List.of(), List.of(), null);
        CommitReply reply = commit(ada, effects);
        assertThat(reply)
                .isInstanceOfSatisfying(
                        CommitReply.Applied.class,
                        applied -> assertThat(applied.notices())
                                .containsExactly(new CommitReply.Notice(BOB, bob.server())));
        assertThat(news(second, bob.server(), 0)).containsExactly(BOB);
        assertThat(news(first, ada.server(), 0)).isEmpty();
        assertThat(fetch(second, 0, 9)).extracting(each -> each.letter().id()).containsExactly("m1");
        Effects settled = new Effects(List.of(Settlement.done("m1")), List.of(), List.of(), List.of(), null);
        assertThat(commit(bob, settled)).isInstanceOf(CommitReply.Applied.class);
        assertThat(news(second, bob.server(), 1)).isEmpty();
        assertThat(Given.done(first.post(List.of(letter("m1", null))).get(0)))
                .isEqualTo(new Mailboxes.Posted.Accepted(false, bob.server()));
    }

    private static List<ProfileId> news(SqliteEngine engine, Id server, long beat) {
        RenewReply reply = Given.done(engine.renew(new Renewal(server, beat, Given.LEASE, 0)));
        return reply instanceof RenewReply.Renewed renewed ? renewed.mail() : List.of();
    }

    @Test
    void whatExpiredBehindThoseThatAGrantBringsIsDeadToo() {
        for (int i = 0; i < Mailboxes.FIRST; i++) {
            post(letter("m" + i, null));
        }
        post(letter("late", Duration.ofSeconds(1)));
        post(letter("last", null));
        clock.advance(Duration.ofSeconds(1));
        OpenReply reply =
                Given.done(first.open(List.of(new Open(BOB, Given.server(first, "lobby"), Given.id(), new Open.Try())))
                        .get(0));
        assertThat(reply)
                .isInstanceOfSatisfying(
                        OpenReply.Granted.class,
                        granted -> assertThat(granted.mail())
                                .hasSize(Mailboxes.FIRST)
                                .isSortedAccordingTo((left, right) -> Long.compare(left.number(), right.number()))
                                .extracting(each -> each.letter().id())
                                .startsWith("m0", "m1")
                                .doesNotContain("last"));
        assertThat(Given.done(second.deadLetters(null, 9)))
                .extracting(DeadLetter::reason)
                .containsExactly("expired before it was read");
        List<Delivery> rest = fetch(second, Mailboxes.FIRST, 9);
        assertThat(rest).extracting(each -> each.letter().id()).containsExactly("last");
    }

    @Test
    void noLetterDiesEarlyHoweverShortOrLongItsLife() {
        post(letter("short", Duration.ofNanos(1)));
        post(letter("long", Letter.MAX_LIFETIME));
        assertThat(fetch(first, 0, 9)).hasSize(2);
        clock.advance(Duration.ofMillis(1));
        assertThat(fetch(first, 0, 9))
                .extracting(each -> each.letter().lifetime())
                .containsExactly(Letter.MAX_LIFETIME);
    }

    @Test
    void aLetterIsReadableInTheShell() throws SQLException {
        post(new Letter(BOB, "m1", "gift", Given.text("{\"gold\":7}"), "lobby", List.of("a\"b", "c"), null, 9, null));
        assertThat(query("SELECT typeof(content) || ' ' || content FROM letter"))
                .isEqualTo("text {\"gold\":7}");
        assertThat(query("SELECT value FROM letter, json_each(items) LIMIT 1")).isEqualTo("a\"b");
    }

    @Test
    void s6_aProcessThatIsKilledLeavesNoLetterWithoutItsSaveAndNoSaveWithoutItsLetter() throws IOException {
        try (Child child = Child.start(List.of(), MailingProcess.class, file().toString())) {
            assertThat(child.line()).isEqualTo("20");
            child.kill();
        }
        Payload payload = Given.done(first.read(List.of(Given.profile("ada"))).get(0))
                .orElseThrow()
                .payload();
        List<String> sent = fetch(second, 0, 1_000_000).stream()
                .map(each -> each.letter().id())
                .toList();
        assertThat(sent).hasSizeGreaterThanOrEqualTo(20);
        assertThat(payload).isEqualTo(Given.text("" + (sent.size() - 1)));
        assertThat(sent)
                .isEqualTo(
                        IntStream.range(0, sent.size()).mapToObj(n -> "m" + n).toList());
        assertThat(Given.done(first.revisions(Given.profile("ada"), null, 1_000_000)))
                .as("each state but the first, which was none, was kept before it was overwritten")
                .hasSize(sent.size() - 1);
    }

    private static CommitReply commit(Given.Session session, Effects effects) {
        Write write = new Write(session.profile(), session.fence(), null, new Write.Keep(), effects);
        return Given.done(session.engine()
                .commit(List.of(Commit.of(Given.id(), session.server(), write)))
                .get(0));
    }

    private void post(Letter letter) {
        assertThat(Given.done(first.post(List.of(letter)).get(0))).isInstanceOf(Mailboxes.Posted.Accepted.class);
    }

    private static List<Delivery> fetch(SqliteEngine engine, long after, int limit) {
        return Given.done(
                engine.fetch(List.of(new Mailboxes.Fetch(BOB, after, limit))).get(0));
    }

    private static Letter letter(String id, @Nullable Duration lifetime) {
        return new Letter(BOB, id, "gift", Given.text("{}"), "test", List.of(), lifetime, 1_000, null);
    }

    private Path file() {
        return folder.resolve("players.db");
    }

    private String query(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
