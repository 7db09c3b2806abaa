package dev.latchkey.engine.mariadb;

import dev.latchkey.spi.EngineProvider;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;

/**
 * Opens {@code mariadb://user:password@host:port/database}, with the options of {@link MariadbSettings}, {@code
 * password-file}, and the driver's {@code sslMode} and others of TLS. A password that is neither in the URL nor in a file
 * comes from {@code MYSQL_PWD}. Thread-safe.
 */
public class MariadbProvider implements EngineProvider {
    /** Made by {@link java.util.ServiceLoader}. */
    public MariadbProvider() {}

    @Override
    public String scheme() {
        return "mariadb";
    }

    @Override
    public StorageEngine open(StoreUrl url) {
        try {
            return MariadbEngine.open(url);
        } catch (IllegalArgumentException e) {
            throw new StoreException(String.valueOf(e.getMessage()), e);
        }
    }
}
