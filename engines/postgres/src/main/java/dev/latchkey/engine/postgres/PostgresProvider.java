package dev.latchkey.engine.postgres;

import dev.latchkey.spi.EngineProvider;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;

/**
 * Opens {@code postgresql://user:password@host:port/database}, with the options of {@link PostgresSettings}, {@code
 * password-file}, and the driver's {@code sslmode} and others of TLS. A password that is neither in the URL nor in a file
 * comes from {@code PGPASSWORD} or {@code ~/.pgpass}. Thread-safe.
 */
public final class PostgresProvider implements EngineProvider {
    /** Made by {@link java.util.ServiceLoader}. */
    public PostgresProvider() {}

    @Override
    public String scheme() {
        return "postgresql";
    }

    @Override
    public StorageEngine open(StoreUrl url) {
        try {
            return PostgresEngine.open(url);
        } catch (IllegalArgumentException e) {
            throw new StoreException(String.valueOf(e.getMessage()), e);
        }
    }
}
