package dev.latchkey.bus.local;

import dev.latchkey.spi.BusProvider;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StoreUrl;

/** Opens {@code inprocess:NAME}. Stateless. */
public final class InProcessBusProvider implements BusProvider {
    @Override
    public String scheme() {
        return InProcessBus.SCHEME;
    }

    @Override
    public MessageBus open(StoreUrl url) {
        return InProcessBus.open(url.rest());
    }
}
