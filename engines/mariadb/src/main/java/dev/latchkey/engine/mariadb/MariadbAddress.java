package dev.latchkey.engine.mariadb;

import dev.latchkey.engine.sql.Address;
import dev.latchkey.spi.StoreUrl;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Addresses of MariaDB databases: {@code mariadb://user:password@host:port/database}. */
final class MariadbAddress {
    private static final Address.Kind KIND = new Address.Kind(
            "mariadb",
            3306,
            Set.of("timeout", "pool", "max-payload", "migrate", "durable", "password-file"),
            Set.of(
                    "sslMode",
                    "serverSslCert",
                    "enabledSslProtocolSuites",
                    "connectTimeout",
                    "allowPublicKeyRetrieval",
                    "serverRsaPublicKeyFile"),
            null,
            "MYSQL_PWD");

    private MariadbAddress() {}

    /** See {@link Address#of}. */
    static Address of(StoreUrl url, UnaryOperator<@Nullable String> environment) {
        return Address.of(KIND, url, environment);
    }
}
