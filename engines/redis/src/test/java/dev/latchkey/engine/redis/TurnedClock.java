package dev.latchkey.engine.redis;

import dev.latchkey.testkit.EngineTime;
import java.time.Duration;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;

/** The server's clock plus what a test has put under a key: so that tests need not wait. */
final class TurnedClock implements EngineTime {
    /** In the place of {@link Script#CLOCK}. */
    static final String SCRIPT = """
            local function clock()
              local time = redis.call('TIME')
              return time[1] * 1000000 + time[2] + (redis.call('GET', KEYS[1] .. '|test-offset') or 0)
            end
            """;

    private final RedisSettings settings;

    TurnedClock(RedisSettings settings) {
        this.settings = settings;
    }

    @Override
    public Duration lease() {
        return Duration.ofSeconds(15);
    }

    @Override
    public void pass(Duration step) {
        try (Connection connection = new Connection(settings.host(), settings.port())) {
            connection.sendCommand(
                    Protocol.Command.INCRBY, settings.tag() + "|test-offset", Long.toString(step.toNanos() / 1_000));
            connection.getOne();
        }
    }
}
