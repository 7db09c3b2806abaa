package dev.latchkey.engine.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;

/** What is said and what is known where the server refuses, is away or promises too little. */
final class FailureTest {
    @TempDir
    Path folder;

    private static Outcome<Registration.Registered> register(RedisEngine engine) {
        return engine.register(new Registration(new Id(1, System.nanoTime()), "server", Duration.ofSeconds(15)));
    }

    private static void set(TestRedis redis, String name, String value) {
        try (Connection connection = new Connection("127.0.0.1", redis.port())) {
            connection.sendCommand(Protocol.Command.CONFIG, "SET", name, value);
            assertThat(connection.getStatusCodeReply()).isEqualTo("OK");
        }
    }

    private static String surelyNot(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.NotDone.class);
        return ((Outcome.NotDone<?>) outcome).failure().message();
    }

    @Test
    void aServerThatIsNotThereSurelyDoesNothing() {
        TestRedis redis = TestRedis.start(folder);
        try (RedisEngine engine = RedisEngine.open(redis.settings())) {
            redis.kill();
            // The connection that was open breaks with a request on its way.
            assertThat(engine.renew(new Renewal(new Id(1, 1), 0, Duration.ofSeconds(15), 0)))
                    .isInstanceOf(Outcome.Unknown.class);
            assertThat(surelyNot(engine.renew(new Renewal(new Id(1, 1), 0, Duration.ofSeconds(15), 0))))
                    .contains("cannot be reached");
            redis.startAgain();
            assertThat(register(engine)).isInstanceOf(Outcome.Done.class);
        } finally {
            redis.close();
        }
        assertThatThrownBy(() -> RedisEngine.open(redis.settings()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("127.0.0.1:" + redis.port());
    }

    @Test
    void aFullServerSurelyDoesNothingAndSaysSo() {
        try (TestRedis redis = TestRedis.start(folder);
                RedisEngine engine = RedisEngine.open(redis.settings())) {
            set(redis, "maxmemory", "1");
            assertThat(surelyNot(register(engine))).contains("memory limit").contains("maxmemory");
            set(redis, "maxmemory", "0");
            assertThat(register(engine)).isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void aReplicaSurelyDoesNothingAndSaysSo() throws IOException {
        try (TestRedis redis = TestRedis.start(folder)) {
            try (RedisEngine engine = RedisEngine.open(redis.settings());
                    Connection connection = new Connection("127.0.0.1", redis.port())) {
                connection.sendCommand(Protocol.Command.REPLICAOF, "127.0.0.1", "1");
                assertThat(connection.getStatusCodeReply()).isEqualTo("OK");
                assertThat(surelyNot(register(engine))).contains("replica");
            }
        }
    }

    @Test
    void durabilityIsReadFromTheServerAndCanBeDemanded() {
        try (TestRedis redis = TestRedis.start(folder)) {
            RedisSettings demanding = redis.settings().withDurability(Durability.POWER);
            try (RedisEngine engine = RedisEngine.open(demanding)) {
                assertThat(engine.durability().toString())
                        .contains("loss of power")
                        .contains("appendfsync=always");
            }
            set(redis, "appendfsync", "everysec");
            try (RedisEngine engine = RedisEngine.open(demanding.withDurability(Durability.SECOND))) {
                assertThat(engine.durability().toString()).contains("two seconds");
            }
            assertThatThrownBy(() -> RedisEngine.open(demanding))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("durability=power");
            set(redis, "maxmemory-policy", "allkeys-lru");
            set(redis, "maxmemory", "100mb");
            assertThatThrownBy(() -> RedisEngine.open(demanding.withDurability(Durability.PROCESS)))
                    .hasMessageContaining("evict");
        }
    }

    @Test
    void whereTheServerDoesNotTellItsSettingsTheyAreUnknown() {
        try (TestRedis redis = TestRedis.start(folder, "--rename-command", "CONFIG", "")) {
            try (RedisEngine engine = RedisEngine.open(redis.settings())) {
                assertThat(engine.durability().toString()).contains("unknown");
            }
            assertThatThrownBy(() -> RedisEngine.open(redis.settings().withDurability(Durability.PROCESS)))
                    .hasMessageContaining("unknown");
        }
    }

    @Test
    void aStoreOfANewerVersionIsRefused() {
        try (TestRedis redis = TestRedis.start(folder)) {
            try (Connection connection = new Connection("127.0.0.1", redis.port())) {
                connection.sendCommand(Protocol.Command.SET, "{latchkey}|layout", "2");
                connection.getOne();
            }
            assertThatThrownBy(() -> RedisEngine.open(redis.settings())).hasMessageContaining("newer version");
        }
    }

    @Test
    void aPasswordComesFromTheUrlOrAFileAndIsNeverShown() throws IOException {
        Path file = folder.resolve("secret");
        Files.writeString(file, "p@ss word\n");
        try (TestRedis redis = TestRedis.start(folder, "--requirepass", "p@ss word")) {
            String address = "127.0.0.1:" + redis.port() + "/0";
            for (String url :
                    List.of("redis://:p%40ss%20word@" + address, "redis://" + address + "?password-file=" + file)) {
                RedisSettings settings = RedisSettings.of(StoreUrl.parse(url));
                assertThat(settings.password()).isEqualTo("p@ss word");
                assertThat(settings.toString()).doesNotContain("p@ss");
                try (RedisEngine engine = RedisEngine.open(settings);
                        RedisBus bus = RedisBus.open(RedisSettings.of(
                                StoreUrl.parse(engine.defaultBus().orElseThrow())))) {
                    assertThat(register(engine)).isInstanceOf(Outcome.Done.class);
                    assertThat(bus.maxMessageBytes()).isPositive();
                }
            }
            assertThatThrownBy(() -> RedisEngine.open(redis.settings()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("password");
            assertThatThrownBy(() -> RedisEngine.open(redis.settings().withCredentials(null, "wrong-one")))
                    .isInstanceOf(StoreException.class)
                    .satisfies(e -> assertThat(e.toString()).doesNotContain("wrong-one"));
        }
    }

    @Test
    void aBadUrlIsNamedWithoutItsPassword() {
        for (String url : List.of(
                "redis:",
                "redis://",
                "redis://:secret@host:0/0",
                "redis://:secret@host/x",
                "redis://:secret@host?colour=red",
                "redis://:sec%ret@host",
                "redis://host?prefix={a}",
                "redis://host?durability=much")) {
            assertThatThrownBy(() -> new RedisProvider().open(StoreUrl.parse(url)))
                    .as(url)
                    .isInstanceOf(StoreException.class)
                    .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain("secret"));
        }
    }
}
