package dev.latchkey.engine.redis;

import static dev.latchkey.testkit.EngineStage.granted;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import dev.latchkey.testkit.EngineStage;
import dev.latchkey.testkit.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many round trips each verb takes; `docs/protocol.md` says how many it may. */
final class RoundTripsTest {
    @TempDir
    Path folder;

    private TestRedis redis;
    private RedisEngine engine;
    private EngineStage stage;

    @BeforeEach
    void start() {
        redis = TestRedis.start(folder);
        engine = RedisEngine.open(redis.settings(), TurnedClock.SCRIPT);
        stage = new EngineStage(engine, new TurnedClock(redis.settings()));
        // Each script comes to the server once.
        Session warm = stage.session(stage.profile(), stage.server());
        stage.renew(warm.server(), 0);
        stage.applied(warm, text("{}"), new Write.Release());
    }

    @AfterEach
    void stop() {
        engine.close();
        redis.close();
    }

    private void takes(long trips, Runnable verb) {
        long before = engine.trips();
        verb.run();
        assertThat(engine.trips() - before).isEqualTo(trips);
    }

    @Test
    void theVerbsOfEachSessionTakeOne() {
        Id server = stage.server();
        Id other = stage.server();
        ProfileId profile = stage.saved("{}");
        Id claim = stage.id();
        takes(1, () -> granted(stage.tryOpen(profile, server, claim)));
        takes(1, () -> granted(stage.tryOpen(profile, server, claim)));
        takes(1, () -> assertThat(stage.tryOpen(profile, other, stage.id())).isInstanceOf(OpenReply.Held.class));
        Session session = new Session(profile, server, claim, 2, 1);
        takes(1, () -> stage.applied(session, text("a"), new Write.Keep()));
        Session later = new Session(profile, server, claim, 2, 2);
        takes(1, () -> stage.applied(later, text("b"), new Write.HandOff(other, stage.id(), 0)));
        takes(1, () -> stage.refused(Commit.of(stage.id(), server, later.write(text("c"), new Write.Release()))));
        Session next = stage.session(stage.profile(), server);
        takes(1, () -> stage.applied(next, text("d"), new Write.Release()));
        takes(1, () -> stage.renewed(server, 0, 0));
    }

    @Test
    void eachSessionOfABuriedServerTakesOne() {
        Session owned = stage.session(stage.profile(), stage.server());
        stage.bury(owned.server());
        Id heir = stage.server();
        takes(
                1,
                () -> assertThat(granted(stage.tryOpen(owned.profile(), heir, stage.id()))
                                .how())
                        .isEqualTo(OpenReply.How.TAKEN_OVER));
    }

    @Test
    void aBatchTakesOne() {
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
        ProfileId receiver = stage.profile();
        Letter letter = new Letter(receiver, "m1", "gift", text("x"), "test", List.of(), null, 10, null);
        Effects effects = new Effects(List.of(), List.of(letter), List.of("sword"), List.of(), Occasion.SESSION);
        Write write = session.write(text("x"), new Write.Keep());
        Write sending = new Write(write.profile(), write.fence(), write.payload(), write.after(), effects);
        takes(2, () -> stage.applied(Commit.of(stage.id(), server, sending)));
    }
}
