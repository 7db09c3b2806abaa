package dev.latchkey.engine.redis;

import dev.latchkey.spi.TransactionalTable;
import dev.latchkey.testkit.TransactionalTableContract;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract of transactional tables on a real server; each test has a store of its own in it. */
final class RedisTableTest extends TransactionalTableContract {
    private static final AtomicInteger STORES = new AtomicInteger();

    @TempDir
    static Path folder;

    private static TestRedis redis;

    private final RedisSettings settings = redis.settings().withPrefix("table-" + STORES.incrementAndGet());

    @BeforeAll
    static void start() {
        redis = TestRedis.start(folder);
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Override
    protected TransactionalTable open() {
        return new RedisTable(new Server(settings), Script.CLOCK);
    }
}
