package dev.latchkey.engine.redis;

import dev.latchkey.spi.MessageBus;
import dev.latchkey.testkit.MessageBusContract;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The whole contract of buses on a real server; each test has channels of its own. */
final class RedisBusTest extends MessageBusContract {
    private static final AtomicInteger STORES = new AtomicInteger();

    @TempDir
    static Path folder;

    private static TestRedis redis;

    private final RedisSettings settings = redis.settings().withPrefix("bus-" + STORES.incrementAndGet());

    @BeforeAll
    static void start() {
        redis = TestRedis.start(folder);
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Override
    protected MessageBus open() {
        return RedisBus.open(settings);
    }
}
