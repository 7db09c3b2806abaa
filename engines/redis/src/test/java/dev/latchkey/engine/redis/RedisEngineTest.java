package dev.latchkey.engine.redis;

import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.testkit.EngineTime;
import dev.latchkey.testkit.HistoryContract;
import dev.latchkey.testkit.HousekeepingContract;
import dev.latchkey.testkit.InspectionContract;
import dev.latchkey.testkit.ItemsContract;
import dev.latchkey.testkit.MailContract;
import dev.latchkey.testkit.OrphanShelfContract;
import dev.latchkey.testkit.RelocationContract;
import dev.latchkey.testkit.RemovalContract;
import dev.latchkey.testkit.StorageEngineContract;
import dev.latchkey.testkit.TagsContract;
import dev.latchkey.testkit.TokenLimitContract;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;

/** The whole contract on a real server; each test has a store of its own in it. */
final class RedisEngineTest extends StorageEngineContract
        implements InspectionContract,
                OrphanShelfContract,
                MailContract,
                ItemsContract,
                HistoryContract,
                TagsContract,
                HousekeepingContract,
                RelocationContract,
                RemovalContract,
                TokenLimitContract {
    @RegisterExtension
    static final SharedRedis REDIS = new SharedRedis();

    private final RedisSettings settings = REDIS.fresh();

    @Override
    protected StorageEngine open() {
        return RedisEngine.open(settings, TurnedClock.SCRIPT);
    }

    @Override
    protected EngineTime time(StorageEngine engine) {
        return new TurnedClock(settings);
    }

    @Override
    public void putToken(ProfileId profile, long token) {
        String key = settings.tag() + ":profile|" + profile.store() + " " + profile.key();
        try (Connection connection = new Connection(settings.host(), settings.port())) {
            connection.sendCommand(Protocol.Command.HGET, key, "v");
            String line = connection.getBulkReply();
            connection.sendCommand(Protocol.Command.HSET, key, "v", token + line.substring(line.indexOf('|')));
            connection.getOne();
        }
    }
}
