package dev.latchkey.engine.dynamodb;

import dev.latchkey.spi.EngineProvider;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;

/** Opens {@code dynamodb:TABLE?region=REGION}, with the options of {@link DynamoSettings#of(StoreUrl)}. Thread-safe. */
public final class DynamoProvider implements EngineProvider {
    /** Made by {@link java.util.ServiceLoader}. */
    public DynamoProvider() {}

    @Override
    public String scheme() {
        return "dynamodb";
    }

    @Override
    public StorageEngine open(StoreUrl url) {
        try {
            return DynamoEngine.open(DynamoSettings.of(url));
        } catch (IllegalArgumentException e) {
            throw new StoreException(String.valueOf(e.getMessage()), e);
        }
    }
}
