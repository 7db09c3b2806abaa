package dev.latchkey.engine.postgres;

import dev.latchkey.spi.UrlOptions;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link PostgresEngine} uses its database. Immutable.
 *
 * <p>Missing on purpose: a switch for {@code synchronous_commit}. What the server says is what counts, and {@link
 * PostgresEngine#durability} tells.
 *
 * @param timeout how long a statement may take before the server ends it, 100 ms–60 s, default 4 s; keep it below the time
 *     after which saves are tried again
 * @param pool how many connections the engine's own pool has at most, 2–200, default 10; not looked at where the caller
 *     brings a pool
 * @param maxPayload longest payload in bytes, 1–512 MiB, default 64 MiB; longer ones are rejected
 * @param migrate whether tables are made and brought up to date; if not, they must be there
 * @param durable whether to refuse a server that may lose an acknowledged save with its power
 * @param schema the PostgreSQL schema that the tables are in, made if it is not there; null for the first of the user's
 *     search path. Not looked at where the caller brings a pool
 */
public record PostgresSettings(
        Duration timeout,
        int pool,
        int maxPayload,
        boolean migrate,
        boolean durable,
        @Nullable String schema) {
    private static final int MIB = 1 << 20;

    /** The defaults. */
    public static final PostgresSettings DEFAULT =
            new PostgresSettings(Duration.ofSeconds(4), 10, 64 * MIB, true, false, null);

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public PostgresSettings {
        UrlOptions.check("timeout", timeout.toMillis(), 100, 60_000);
        UrlOptions.check("pool", pool, 2, 200);
        UrlOptions.check("max-payload", maxPayload, 1, 512L * MIB);
        if (schema != null && !schema.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("option schema is a name of a-z 0-9 _, not \"" + schema + "\"");
        }
    }

    /**
     * With the options of a URL: {@code timeout} (milliseconds), {@code pool}, {@code max-payload} (bytes), {@code
     * migrate}, {@code durable} ({@code true} or {@code false}) and {@code schema}. Others are left to the driver.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    static PostgresSettings of(Map<String, String> options) {
        PostgresSettings settings = DEFAULT;
        for (Map.Entry<String, String> option : options.entrySet()) {
            String value = option.getValue();
            settings = switch (option.getKey()) {
                case "timeout" -> settings.withTimeout(Duration.ofMillis(UrlOptions.number("timeout", value)));
                case "pool" -> settings.withPool(UrlOptions.number("pool", value));
                case "max-payload" -> settings.withMaxPayload(UrlOptions.number("max-payload", value));
                case "migrate" -> settings.withMigrate(UrlOptions.flag("migrate", value));
                case "durable" -> settings.withDurable(UrlOptions.flag("durable", value));
                case "schema" -> settings.withSchema(value);
                default -> settings;
            };
        }
        return settings;
    }

    /** With another {@link #timeout}. */
    public PostgresSettings withTimeout(Duration longest) {
        return new PostgresSettings(longest, pool, maxPayload, migrate, durable, schema);
    }

    /** With another {@link #pool}. */
    public PostgresSettings withPool(int connections) {
        return new PostgresSettings(timeout, connections, maxPayload, migrate, durable, schema);
    }

    /** With another {@link #maxPayload}. */
    public PostgresSettings withMaxPayload(int bytes) {
        return new PostgresSettings(timeout, pool, bytes, migrate, durable, schema);
    }

    /** With another {@link #migrate}. */
    public PostgresSettings withMigrate(boolean whether) {
        return new PostgresSettings(timeout, pool, maxPayload, whether, durable, schema);
    }

    /** With another {@link #durable}. */
    public PostgresSettings withDurable(boolean demanded) {
        return new PostgresSettings(timeout, pool, maxPayload, migrate, demanded, schema);
    }

    /** With another {@link #schema}. */
    public PostgresSettings withSchema(@Nullable String name) {
        return new PostgresSettings(timeout, pool, maxPayload, migrate, durable, name);
    }
}
