package dev.latchkey.bench.engines;

import dev.latchkey.spi.BusProvider;
import dev.latchkey.spi.EngineProvider;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.StoreUrl;
import java.util.ServiceLoader;

/** Engines and buses by their URL. */
final class PlugIns {
    private PlugIns() {}

    static StorageEngine engine(String url) {
        StoreUrl parsed = StoreUrl.parse(url);
        for (EngineProvider each : ServiceLoader.load(EngineProvider.class)) {
            if (each.scheme().equals(parsed.scheme())) {
                return each.open(parsed);
            }
        }
        throw new IllegalStateException("no engine for " + url);
    }

    static MessageBus bus(String url) {
        StoreUrl parsed = StoreUrl.parse(url);
        for (BusProvider each : ServiceLoader.load(BusProvider.class)) {
            if (each.scheme().equals(parsed.scheme())) {
                return each.open(parsed);
            }
        }
        throw new IllegalStateException("no bus for " + url);
    }
}
