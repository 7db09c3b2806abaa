package dev.latchkey.engine.mariadb;

import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import dev.latchkey.testkit.EngineStage;
import dev.latchkey.testkit.Session;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many round trips the verbs on the players' way take: one. */
final class RoundTripsTest {
    private static final String DATABASE = Server.database();

    private HikariDataSource pool;
    private Counting counting;
    private EngineStage stage;
    private MariadbEngine engine;

    @BeforeEach
    void open() {
        var url = Server.url(DATABASE);
        Server.empty(DATABASE);
        MariadbSettings settings = MariadbSettings.of(url.options());
        MariadbEngine.open(url).close();
        pool = Pool.of(MariadbAddress.of(url, name -> null), settings);
        counting = new Counting(pool);
        engine = MariadbEngine.open(counting.source(), settings, TurnedTime.CLOCK);
        stage = new EngineStage(engine, new TurnedTime(DATABASE));
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
    void a_commit_that_fits_no_fence_is_refused_in_one() {
        Session session = stage.session(stage.saved("{}"), stage.server());
        Commit save = Commit.of(stage.id(), session.server(), session.write(text("1"), new Write.Keep()));
        stage.commit(save);
        assertThat(counting.of(() -> assertThat(stage.commit(save)).isInstanceOf(CommitReply.Refused.class)))
                .isEqualTo(1);
    }

    @Test
    void a_batch_that_is_longer_than_what_the_database_takes_at_once_goes_in_parts() {
        Id server = stage.server();
        List<Commit> commits = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Session session = stage.session(stage.saved("{}"), server);
            // Each byte of it is sent as two.
            Payload data = new Payload(new byte[3 << 20], "bytes", 1, false);
            commits.add(Commit.of(stage.id(), server, session.write(data, new Write.Keep())));
        }
        assertThat(counting.of(() -> engine.commit(commits)
                        .forEach(outcome ->
                                assertThat(EngineStage.reply(outcome)).isInstanceOf(CommitReply.Applied.class))))
                .isEqualTo(3);
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
