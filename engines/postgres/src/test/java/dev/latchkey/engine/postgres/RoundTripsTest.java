package dev.latchkey.engine.postgres;

import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import dev.latchkey.testkit.EngineStage;
import dev.latchkey.testkit.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many round trips the verbs on the players' way take: one. */
final class RoundTripsTest {
    private static final String SCHEMA = Server.schema();

    private HikariDataSource pool;
    private Counting counting;
    private EngineStage stage;
    private PostgresEngine engine;

    @BeforeEach
    void open() {
        var url = Server.url(SCHEMA);
        Server.empty(SCHEMA);
        PostgresSettings settings = PostgresSettings.of(url.options());
        PostgresEngine.open(url).close();
        pool = Pool.of(PostgresAddress.of(url, name -> null), settings);
        counting = new Counting(pool);
        engine = PostgresEngine.open(counting.source(), settings);
        stage = new EngineStage(engine, new TurnedTime(SCHEMA));
    }

    @AfterEach
    void close() {
        engine.close();
        pool.close();
    }

    @Test
    void a_free_profile_is_opened_in_one() {
        ProfileId profile = stage.saved("{}");
        Id server = stage.server();
        assertThat(counting.of(() -> stage.session(profile, server))).isEqualTo(1);
    }

    @Test
    void an_open_is_recognised_or_refused_in_one() {
        Session session = stage.session(stage.saved("{}"), stage.server());
        Id other = stage.server();
        assertThat(counting.of(
                        () -> EngineStage.granted(stage.tryOpen(session.profile(), session.server(), session.claim()))))
                .isEqualTo(1);
        assertThat(counting.of(() -> EngineStage.held(stage.tryOpen(session.profile(), other, stage.id()))))
                .isEqualTo(1);
    }

    @Test
    void a_dead_servers_session_is_taken_over_in_one() {
        Session session = stage.session(stage.saved("{}"), stage.server());
        stage.bury(session.server());
        Id other = stage.server();
        assertThat(counting.of(() -> stage.session(session.profile(), other))).isEqualTo(1);
    }

    @Test
    void a_save_a_release_and_a_hand_off_take_one_each() {
        Session session = stage.session(stage.saved("{}"), stage.server());
        Id taker = stage.server();
        assertThat(counting.of(() -> stage.applied(session, text("1"), new Write.Keep())))
                .isEqualTo(1);
        Session second = stage.session(stage.saved("{}"), session.server());
        assertThat(counting.of(() -> stage.applied(second, text("1"), new Write.Release())))
                .isEqualTo(1);
        Session third = stage.session(stage.saved("{}"), session.server());
        assertThat(counting.of(() -> stage.applied(third, text("1"), new Write.HandOff(taker, stage.id(), 0))))
                .isEqualTo(1);
    }

    @Test
    void a_batch_of_commits_takes_one_also_where_states_are_kept() {
        Id server = stage.server();
        List<Commit> commits = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            Session session = stage.session(stage.saved("{}"), server);
            Effects effects =
                    new Effects(List.of(), List.of(), List.of(), List.of(), i % 3 == 0 ? Occasion.SESSION : null);
            Write.After after = i % 2 == 0 ? new Write.Keep() : new Write.Release();
            Write write =
                    new Write(session.profile(), session.write(text("1"), after).fence(), text("1"), after, effects);
            commits.add(Commit.of(stage.id(), server, write));
        }
        assertThat(counting.of(() -> engine.commit(commits).forEach(EngineStage::reply)))
                .isEqualTo(1);
    }

    @Test
    void a_batch_of_opens_takes_one_whatever_becomes_of_each() {
        Id server = stage.server();
        Id dead = stage.server();
        Id other = stage.server();
        Session abandoned = stage.session(stage.saved("{}"), dead);
        Session held = stage.session(stage.saved("{}"), other);
        Session own = stage.session(stage.saved("{}"), server);
        ProfileId free = stage.saved("{}");
        stage.bury(dead);
        List<Open> opens = List.of(
                new Open(free, server, stage.id(), new Open.Try()),
                new Open(abandoned.profile(), server, stage.id(), new Open.Try()),
                new Open(held.profile(), server, stage.id(), new Open.Try()),
                new Open(own.profile(), server, own.claim(), new Open.Try()));
        List<OpenReply> replies = new ArrayList<>();
        assertThat(counting.of(() -> engine.open(opens).forEach(outcome -> replies.add(EngineStage.reply(outcome)))))
                .isEqualTo(1);
        assertThat(EngineStage.granted(replies.get(0)).how()).isEqualTo(OpenReply.How.FREE);
        assertThat(EngineStage.granted(replies.get(1)).how()).isEqualTo(OpenReply.How.TAKEN_OVER);
        assertThat(EngineStage.held(replies.get(2)).owner().server()).isEqualTo(other);
        assertThat(EngineStage.granted(replies.get(3)).how()).isEqualTo(OpenReply.How.RECOGNISED);
        assertThat(EngineStage.granted(replies.get(0)).record().payload()).isEqualTo(text("{}"));
    }

    /** Each its own, in their order, and none that is over (S1, M34). */
    @Test
    void a_batch_of_opens_brings_the_mail_of_each() {
        Id server = stage.server();
        List<ProfileId> profiles = List.of(stage.saved("{}"), stage.saved("{}"), stage.saved("{}"));
        post(profiles.get(2), "late", Duration.ofMillis(1));
        for (String id : List.of("z", "a")) {
            post(profiles.get(0), id, null);
            post(profiles.get(2), id, null);
        }
        new TurnedTime(SCHEMA).pass(Duration.ofSeconds(1));
        List<Open> opens = profiles.stream()
                .map(profile -> new Open(profile, server, stage.id(), new Open.Try()))
                .toList();
        assertThat(engine.open(opens))
                .extracting(outcome -> EngineStage.granted(EngineStage.reply(outcome)).mail().stream()
                        .map(delivery -> delivery.letter().id())
                        .toList())
                .containsExactly(List.of("z", "a"), List.of(), List.of("z", "a"));
    }

    private void post(ProfileId to, String id, @Nullable Duration lifetime) {
        Letter letter = new Letter(to, id, "gift", text(id), "test", List.of(), lifetime, 100, null);
        engine.post(List.of(letter)).forEach(EngineStage::reply);
    }

    @Test
    void a_renewal_takes_one() {
        Id server = stage.server();
        assertThat(counting.of(() -> stage.renewed(server, 0, 0))).isEqualTo(1);
    }

    /** The count is alive. */
    @Test
    void a_transaction_of_several_profiles_takes_more() {
        Id server = stage.server();
        Session first = stage.session(stage.saved("{}"), server);
        Session second = stage.session(stage.saved("{}"), server);
        Commit both = new Commit(
                stage.id(),
                server,
                List.of(first.write(text("1"), new Write.Keep()), second.write(text("1"), new Write.Keep())));
        assertThat(counting.of(() -> stage.commit(both))).isGreaterThan(3);
        assertThat(counting.of(
                        () -> engine.open(List.of(new Open(stage.profile(), server, stage.id(), new Open.Try())))))
                .isGreaterThan(1);
    }
}
