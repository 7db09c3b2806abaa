package dev.latchkey.engine.redis;

import dev.latchkey.spi.MessageBus;
import dev.latchkey.testkit.MessageBusContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole contract of buses on a real server; each test has channels of its own. */
final class RedisBusTest extends MessageBusContract {
    @RegisterExtension
    static final SharedRedis REDIS = new SharedRedis();

    private final RedisSettings settings = REDIS.fresh();

    @Override
    protected MessageBus open() {
        return RedisBus.open(settings);
    }
}
