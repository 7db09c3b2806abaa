package dev.latchkey.engine.postgres;

import dev.latchkey.spi.BusProvider;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;

/** Opens the bus of a PostgreSQL database, by the same URL as its store. Thread-safe. */
public final class NotifyBusProvider implements BusProvider {
    /** Made by {@link java.util.ServiceLoader}. */
    public NotifyBusProvider() {}

    @Override
    public String scheme() {
        return "postgresql";
    }

    @Override
    public MessageBus open(StoreUrl url) {
        try {
            return NotifyBus.open(url);
        } catch (IllegalArgumentException e) {
            throw new StoreException(String.valueOf(e.getMessage()), e);
        }
    }
}
