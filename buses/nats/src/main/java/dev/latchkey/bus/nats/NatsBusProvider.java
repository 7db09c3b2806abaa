package dev.latchkey.bus.nats;

import dev.latchkey.spi.BusProvider;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;

/** Opens {@code nats://…}, with the options of {@link NatsSettings#of}. Thread-safe. */
public final class NatsBusProvider implements BusProvider {
    /** Made by {@link java.util.ServiceLoader}. */
    public NatsBusProvider() {}

    @Override
    public String scheme() {
        return "nats";
    }

    @Override
    public MessageBus open(StoreUrl url) {
        try {
            return NatsBus.open(NatsSettings.of(url));
        } catch (IllegalArgumentException e) {
            throw new StoreException(String.valueOf(e.getMessage()), e);
        }
    }
}
