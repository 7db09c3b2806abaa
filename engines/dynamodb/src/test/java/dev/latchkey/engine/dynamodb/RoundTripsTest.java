package dev.latchkey.engine.dynamodb;

import static dev.latchkey.testkit.EngineStage.granted;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Write;
import dev.latchkey.testkit.EngineStage;
import dev.latchkey.testkit.EngineTime;
import dev.latchkey.testkit.ManualClock;
import dev.latchkey.testkit.Session;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many round trips each verb takes, between two processes of one store; docs/operating.md says the same. */
final class RoundTripsTest {
    @RegisterExtension
    static final SharedDynamo DYNAMO = new SharedDynamo();

    private DynamoEngine engine;
    private DynamoEngine beside;
    private EngineStage stage;
    private EngineStage there;

    @BeforeEach
    void open() {
        DynamoSettings settings = DYNAMO.fresh();
        ManualClock clock = new ManualClock();
        engine = DynamoEngine.open(settings);
        beside = DynamoEngine.open(settings);
        stage = new EngineStage(engine, EngineTime.manual(clock));
        there = new EngineStage(beside, EngineTime.manual(clock));
        // So that the two do not draw the same ids.
        IntStream.range(0, 1_000).forEach(i -> there.id());
    }

    @AfterEach
    void close() {
        engine.close();
        beside.close();
    }

    private void takes(long trips, Runnable verb) {
        long before = engine.trips();
        verb.run();
        assertThat(engine.trips() - before).isEqualTo(trips);
    }

    @Test
    void theVerbsOfASessionTakeOne() {
        Id server = stage.server();
        ProfileId profile = there.saved("{}");
        Id claim = stage.id();
        takes(1, () -> granted(stage.tryOpen(profile, server, claim)));
        takes(1, () -> granted(stage.tryOpen(profile, server, claim)));
        Session session = new Session(profile, server, claim, 2, 1);
        takes(1, () -> stage.applied(session, text("a"), new Write.Keep()));
        Session later = new Session(profile, server, claim, 2, 2);
        takes(1, () -> stage.applied(later, text("b"), new Write.Release()));
        takes(1, () -> stage.refused(Commit.of(stage.id(), server, later.write(text("c"), new Write.Release()))));
        takes(1, () -> granted(stage.tryOpen(stage.profile(), server, stage.id())));
        takes(1, () -> stage.renewed(server, 0, 0));
        takes(1, () -> stage.renewed(server, 1, 0));
    }

    @Test
    void aHandOffTakesTwoSinceTheTakersRowIsLookedAt() {
        Id server = stage.server();
        Id taker = there.server();
        Session session = stage.session(stage.profile(), server);
        takes(2, () -> stage.applied(session, text("b"), new Write.HandOff(taker, stage.id(), 0)));
    }

    @Test
    void aRefusedOpenTakesTwoSinceTheOwnersRowIsLookedAt() {
        Id server = stage.server();
        Session session = there.session(there.profile(), there.server());
        takes(
                2,
                () -> assertThat(stage.tryOpen(session.profile(), server, stage.id()))
                        .isInstanceOf(OpenReply.Held.class));
    }

    @Test
    void aRefusedOpenThatIsRecordedTakesThree() {
        Id server = stage.server();
        Session wanted = there.session(there.profile(), there.server());
        takes(3, () -> stage.open(wanted.profile(), server, stage.id(), new Open.Ask(0)));
    }

    @Test
    void theFirstSessionOfABuriedServerTakesThreeAndEachOtherTwo() {
        Id server = stage.server();
        Id dead = there.server();
        List<Session> owned = IntStream.range(0, 3)
                .mapToObj(i -> there.session(there.profile(), dead))
                .toList();
        there.bury(dead);
        for (int i = 0; i < owned.size(); i++) {
            Session session = owned.get(i);
            takes(
                    i == 0 ? 3 : 2,
                    () -> assertThat(granted(stage.tryOpen(session.profile(), server, stage.id()))
                                    .how())
                            .isEqualTo(OpenReply.How.TAKEN_OVER));
        }
    }

    @Test
    void aRenewalWithNewsTakesAnotherRoundForThem() {
        Id server = stage.server();
        Session session = stage.session(stage.profile(), server);
        there.open(session.profile(), there.server(), there.id(), new Open.Ask(0));
        takes(
                3,
                () -> assertThat(stage.renewed(server, 0, 0).wanted())
                        .extracting(RenewReply.WantedSession::profile)
                        .containsExactly(session.profile()));
    }

    @Test
    void aBatchGoesAtOnce() {
        Id server = stage.server();
        List<Session> sessions = IntStream.range(0, 64)
                .mapToObj(i -> stage.session(stage.profile(), server))
                .toList();
        List<Commit> commits = sessions.stream()
                .map(each -> Commit.of(stage.id(), server, each.write(text("x"), new Write.Keep())))
                .toList();
        takes(1, () -> assertThat(engine.commit(commits)).hasSize(64));
    }

    @Test
    void whatHasEffectsTakesTwo() {
        Id server = stage.server();
        Session session = stage.session(stage.saved("{}"), server);
        Letter letter = new Letter(stage.profile(), "m1", "gift", text("x"), "test", List.of(), null, 10, null);
        Effects effects = new Effects(List.of(), List.of(letter), List.of("sword"), List.of(), Occasion.SESSION);
        Write write = session.write(text("x"), new Write.Keep());
        Write sending = new Write(write.profile(), write.fence(), write.payload(), write.after(), effects);
        takes(2, () -> stage.applied(Commit.of(stage.id(), server, sending)));
    }
}
