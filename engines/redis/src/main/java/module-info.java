/** A storage engine and a message bus on Redis. */
module dev.latchkey.engine.redis {
    requires static transitive org.jspecify;
    requires transitive dev.latchkey.spi;
    requires transitive dev.latchkey.engine.table;
    requires dev.latchkey.bus.queue;
    requires redis.clients.jedis;

    exports dev.latchkey.engine.redis;

    provides dev.latchkey.spi.EngineProvider with
            dev.latchkey.engine.redis.RedisProvider,
            dev.latchkey.engine.redis.RedisTlsProvider;
    provides dev.latchkey.spi.BusProvider with
            dev.latchkey.engine.redis.RedisBusProvider,
            dev.latchkey.engine.redis.RedisTlsBusProvider;
}
