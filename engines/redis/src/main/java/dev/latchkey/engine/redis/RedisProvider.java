package dev.latchkey.engine.redis;

import dev.latchkey.spi.EngineProvider;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;

/** Opens {@code redis://user:password@host:port/database}, with the options of {@link RedisSettings#of}. Thread-safe. */
public class RedisProvider implements EngineProvider {
    /** Made by {@link java.util.ServiceLoader}. */
    public RedisProvider() {}

    @Override
    public String scheme() {
        return "redis";
    }

    @Override
    public StorageEngine open(StoreUrl url) {
        try {
            return RedisEngine.open(RedisSettings.of(url));
        } catch (IllegalArgumentException e) {
            throw new StoreException(String.valueOf(e.getMessage()), e);
        }
    }
}
