package dev.latchkey.bus.local;

import dev.latchkey.spi.BusProvider;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Opens {@code local:FOLDER}. Stateless. */
public final class SocketBusProvider implements BusProvider {
    @Override
    public String scheme() {
        return SocketBus.SCHEME;
    }

    @Override
    public MessageBus open(StoreUrl url) {
        try {
            return SocketBus.open(Path.of(url.rest()));
        } catch (InvalidPathException e) {
            throw new StoreException("bus URL names no folder, write local:FOLDER", e);
        }
    }
}
