package dev.latchkey.engine.postgres;

import dev.latchkey.engine.sql.Address;
import dev.latchkey.spi.StoreUrl;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Addresses of PostgreSQL databases: {@code postgresql://user:password@host:port/database}. */
final class PostgresAddress {
    private static final Address.Kind KIND = new Address.Kind(
            "postgresql",
            5432,
            Set.of("timeout", "pool", "max-payload", "migrate", "durable", "schema", "password-file"),
            Set.of(
                    "sslmode",
                    "sslrootcert",
                    "sslcert",
                    "sslkey",
                    "sslnegotiation",
                    "targetServerType",
                    "connectTimeout"),
            "PGUSER",
            "PGPASSWORD");

    private PostgresAddress() {}

    /** See {@link Address#of}. */
    static Address of(StoreUrl url, UnaryOperator<@Nullable String> environment) {
        return Address.of(KIND, url, environment);
    }
}
