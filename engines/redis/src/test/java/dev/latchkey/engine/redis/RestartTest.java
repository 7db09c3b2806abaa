package dev.latchkey.engine.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.Write;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is killed while many save, and started again from its append-only file. */
final class RestartTest {
    private static final int SESSIONS = 16;
    private static final int SAVES_BEFORE_THE_KILL = 20;
    private static final Id SERVER = new Id(7, 7);

    @TempDir
    Path folder;

    /** What a player was told. */
    private record Told(ProfileId profile, long acknowledged, long sent) {}

    @Test
    void everyAcknowledgedCommitIsThereAfterAKill() throws Exception {
        try (TestRedis redis = TestRedis.start(folder)) {
            List<Told> told;
            RedisSettings settings = redis.settings().withConnections(SESSIONS);
            try (RedisEngine engine = RedisEngine.open(settings)) {
                engine.register(new Registration(SERVER, "server", Duration.ofMinutes(1)));
                told = killedWhileSaving(engine, redis);
            }
            assertThat(told).hasSize(SESSIONS).allMatch(each -> each.acknowledged() >= SAVES_BEFORE_THE_KILL);
            redis.startAgain();
            try (RedisEngine engine = RedisEngine.open(settings)) {
                for (Told each : told) {
                    ProfileRecord record = record(engine, each.profile());
                    // The one in flight may be there or not.
                    assertThat(record.head().version()).isBetween(each.acknowledged(), each.sent());
                    assertThat(record.payload()).isEqualTo(data(record.head().version()));
                }
            }
        }
    }

    private static List<Told> killedWhileSaving(RedisEngine engine, TestRedis redis) throws Exception {
        CountDownLatch busy = new CountDownLatch(SESSIONS);
        List<Future<Told>> saving = new ArrayList<>();
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < SESSIONS; i++) {
                ProfileId profile = new ProfileId("players", "p" + i);
                Id claim = new Id(1, i);
                saving.add(threads.submit(() -> save(engine, profile, claim, busy)));
            }
            busy.await();
            redis.kill();
        }
        List<Told> told = new ArrayList<>();
        for (Future<Told> each : saving) {
            told.add(each.get());
        }
        return told;
    }

    /** Until the first that is not acknowledged. */
    private static Told save(RedisEngine engine, ProfileId profile, Id claim, CountDownLatch busy) {
        Outcome<OpenReply> opened = engine.open(List.of(new Open(profile, SERVER, claim, new Open.Try())))
                .get(0);
        assertThat(opened).isInstanceOf(Outcome.Done.class);
        long version = 0;
        while (true) {
            long next = version + 1;
            Write write = new Write(profile, new Fence(1, claim, next - 1), data(next), new Write.Keep());
            Outcome<CommitReply> outcome = engine.commit(
                            List.of(Commit.of(new Id(claim.low() + 100, next), SERVER, write)))
                    .get(0);
            if (!(outcome instanceof Outcome.Done<CommitReply> done)) {
                return new Told(profile, version, outcome instanceof Outcome.NotDone ? version : next);
            }
            assertThat(done.reply()).isInstanceOf(CommitReply.Applied.class);
            version = next;
            if (next == SAVES_BEFORE_THE_KILL) {
                busy.countDown();
            }
        }
    }

    private static Payload data(long version) {
        return new Payload(("{\"n\":" + version + "}").getBytes(StandardCharsets.UTF_8), "json", 1, true);
    }

    private static ProfileRecord record(RedisEngine engine, ProfileId profile) {
        Outcome<Optional<ProfileRecord>> outcome = engine.read(List.of(profile)).get(0);
        return outcome instanceof Outcome.Done<Optional<ProfileRecord>> done
                ? done.reply().orElseThrow()
                : org.assertj.core.api.Assertions.fail("not read: " + outcome);
    }
}
