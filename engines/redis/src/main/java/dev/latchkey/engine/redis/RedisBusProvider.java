package dev.latchkey.engine.redis;

import dev.latchkey.spi.BusProvider;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;

/** Opens {@code redis://…} as a bus, with the options of {@link RedisSettings#of}. Thread-safe. */
public class RedisBusProvider implements BusProvider {
    /** Made by {@link java.util.ServiceLoader}. */
    public RedisBusProvider() {}

    @Override
    public String scheme() {
        return "redis";
    }

    @Override
    public MessageBus open(StoreUrl url) {
        try {
            return RedisBus.open(RedisSettings.of(url));
        } catch (IllegalArgumentException e) {
            throw new StoreException(String.valueOf(e.getMessage()), e);
        }
    }
}
