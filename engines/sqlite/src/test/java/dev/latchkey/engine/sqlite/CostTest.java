package dev.latchkey.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Settlement;
import dev.latchkey.spi.Write;
import dev.latchkey.testkit.ManualClock;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many statements the verbs take: mail, items and history cost only whoever uses them. */
final class CostTest {
    private static final ProfileId ADA = Given.profile("ada");
    private static final ProfileId BOB = Given.profile("bob");
    private static final Payload DATA = Given.text("{}");

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private SqliteEngine engine;
    private Counting counting;
    private Id server;
    private Fence fence;

    @BeforeEach
    void open() throws SQLException {
        engine = SqliteEngine.open(SqliteSettings.of(folder.resolve("players.db")), clock);
        server = Given.server(engine, "lobby");
        counting = new Counting(folder.resolve("players.db"), clock);
        Given.Session session = Given.Session.open(engine, server, "ada").save(DATA);
        fence = session.fence();
        // The server's name is looked for once.
        assertThat(save(Effects.NONE, new Write.Keep())).isEqualTo(2);
    }

    @AfterEach
    void close() throws SQLException {
        counting.close();
        engine.close();
    }

    @Test
    void aSaveIsOneStatementAndAReleaseTwo() throws SQLException {
        assertThat(save(Effects.NONE, new Write.Keep())).isEqualTo(1);
        assertThat(save(null, Effects.NONE, new Write.Keep())).isEqualTo(1);
        assertThat(save(Effects.NONE, new Write.Release())).isEqualTo(2);
    }

    @Test
    void aHandOffIsOneStatement() throws SQLException {
        assertThat(save(Effects.NONE, new Write.HandOff(server, Given.id(), 0))).isEqualTo(1);
    }

    @Test
    void whatIsKeptInTheHistoryIsOneStatementMoreAndStaysInTheDatabase() throws SQLException {
        assertThat(save(new Effects(List.of(), List.of(), List.of(), List.of(), Occasion.SESSION), new Write.Keep()))
                .isEqualTo(2);
        assertThat(Given.done(engine.revisions(ADA, null, 9))).hasSize(1);
    }

    @Test
    void anOpenWithoutMailIsAsBeforeAndWithMailOneStatementMore() throws SQLException {
        save(Effects.NONE, new Write.Release());
        assertThat(reopen()).as("server, record, change").isEqualTo(3);
        Given.done(engine.post(List.of(letter(ADA, "m1", List.of()))).get(0));
        assertThat(reopen()).isEqualTo(4);
    }

    private int reopen() throws SQLException {
        Id claim = Given.id();
        Open open = new Open(ADA, server, claim, new Open.Try());
        int cost = counting.of(tx -> ProfileVerbs.open(tx, open));
        OpenReply again = counting.run(tx -> ProfileVerbs.open(tx, open));
        assertThat(again).isInstanceOf(OpenReply.Granted.class);
        fence = Fence.of(((OpenReply.Granted) again).record().head());
        save(Effects.NONE, new Write.Release());
        return cost;
    }

    @Test
    void mailAndItemsCostAFewStatementsEach() throws SQLException {
        Effects sent = new Effects(List.of(), List.of(letter(ADA, "m1", List.of())), List.of(), List.of(), null);
        assertThat(save(sent, new Write.Keep()))
                .as("record, known, room, letter, save")
                .isEqualTo(5);
        Effects settled = new Effects(List.of(Settlement.done("m1")), List.of(), List.of(), List.of(), null);
        assertThat(save(settled, new Write.Keep()))
                .as("record, letter, removed, id, save")
                .isEqualTo(5);
        Effects gained = new Effects(List.of(), List.of(), List.of("sword"), List.of(), null);
        assertThat(save(gained, new Write.Keep()))
                .as("record, holder, move, holding, save")
                .isEqualTo(5);
    }

    @Test
    void noQueryLooksThroughATable() throws SQLException {
        List<String> plans = new ArrayList<>();
        for (String sql : List.of(
                "SELECT * FROM letter WHERE number IN (SELECT number FROM letter WHERE store = 'a' AND key = 'b' AND"
                        + " number > 0 ORDER BY number LIMIT 9) ORDER BY number",
                "SELECT 1 FROM letter WHERE store = 'a' AND key = 'b' AND number > 0 AND expires_at <= 5",
                "SELECT number FROM revision WHERE store = 'a' AND key = 'b' AND number < 9 ORDER BY version DESC,"
                        + " token DESC LIMIT 2",
                "SELECT at FROM item_move WHERE item = 'a' ORDER BY number DESC LIMIT 2",
                "SELECT item FROM holding WHERE store = 'a' AND key = 'b'",
                "SELECT reason FROM dead_letter WHERE store = 'a' AND key = 'b' ORDER BY number DESC LIMIT 2")) {
            plans.addAll(plan(sql));
        }
        assertThat(plans).isNotEmpty().noneMatch(step -> step.startsWith("SCAN"));
        assertThat(plan("SELECT number FROM letter WHERE room = 1")).anyMatch(step -> step.startsWith("SCAN"));
    }

    private List<String> plan(String sql) throws SQLException {
        List<String> steps = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("players.db"));
                ResultSet row = connection.createStatement().executeQuery("EXPLAIN QUERY PLAN " + sql)) {
            while (row.next()) {
                steps.add(row.getString("detail"));
            }
        }
        return steps;
    }

    private int save(Effects effects, Write.After after) throws SQLException {
        return save(DATA, effects, after);
    }

    private int save(@Nullable Payload payload, Effects effects, Write.After after) throws SQLException {
        Commit commit = Commit.of(Given.id(), server, new Write(ADA, fence, payload, after, effects));
        List<CommitReply> replies = new ArrayList<>();
        int cost = counting.of(tx -> replies.add(CommitVerbs.commit(tx, commit, 1_000)));
        assertThat(replies.get(0)).isInstanceOf(CommitReply.Applied.class);
        fence = new Fence(fence.token(), fence.claim(), fence.version() + 1);
        return cost;
    }

    static Letter letter(ProfileId to, String id, List<String> items) {
        return new Letter(to, id, "gift", Given.text("{}"), "test", items, null, 1_000, null);
    }

    @Test
    void aFetchOfAnEmptyMailboxAndAnIdleSweepWriteNothing() throws SQLException {
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("players.db"));
                var lock = other.createStatement()) {
            lock.execute("BEGIN IMMEDIATE");
            assertThat(Given.done(engine.fetch(List.of(new Mailboxes.Fetch(BOB, 0, 9)))
                            .get(0)))
                    .isEmpty();
            assertThat(Given.done(engine.sweep(MailTest.RETENTION)).expired()).isZero();
            lock.execute("ROLLBACK");
        }
    }
}
