package dev.latchkey.spring;

import dev.latchkey.spi.EngineProvider;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.StoreUrl;

/** What an engine is whose driver has another version than the one that it was built with. */
public final class TornProvider implements EngineProvider {
    /** Made by {@link java.util.ServiceLoader}. */
    public TornProvider() {}

    @Override
    public String scheme() {
        return "torn";
    }

    @Override
    public StorageEngine open(StoreUrl url) {
        throw new NoSuchMethodError("driver.connect()");
    }
}
