package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.EngineProvider;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;

/** Opens {@code sqlite:PATH}, with the options of {@link SqliteSettings#of}. Thread-safe. */
public final class SqliteProvider implements EngineProvider {
    /** Made by {@link java.util.ServiceLoader}. */
    public SqliteProvider() {}

    @Override
    public String scheme() {
        return "sqlite";
    }

    @Override
    public StorageEngine open(StoreUrl url) {
        try {
            return SqliteEngine.open(SqliteSettings.of(url));
        } catch (IllegalArgumentException e) {
            throw new StoreException(String.valueOf(e.getMessage()), e);
        }
    }
}
