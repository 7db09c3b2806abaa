package dev.latchkey.engine.redis;

import dev.latchkey.spi.TransactionalTable;
import dev.latchkey.testkit.TransactionalTableContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract of transactional tables on a real server; each test has a store of its own in it. */
final class RedisTableTest extends TransactionalTableContract {
    @RegisterExtension
    static final SharedRedis REDIS = new SharedRedis();

    private final RedisSettings settings = REDIS.fresh();

    @Override
    protected TransactionalTable open() {
        return new RedisTable(new Server(settings), Script.CLOCK);
    }
}
