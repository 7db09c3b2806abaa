package dev.latchkey.engine.mariadb;

import dev.latchkey.spi.UrlOptions;
import java.time.Duration;
import java.util.Map;

/**
 * How a {@link MariadbEngine} uses its database. Immutable.
 *
 * <p>Missing on purpose: a switch for {@code innodb_flush_log_at_trx_commit}. What the server says is what counts, and {@link
 * MariadbEngine#durability} tells.
 *
 * @param timeout how long a statement may take before the server ends it, 100 ms–60 s, default 4 s; keep it below the time
 *     after which saves are tried again
 * @param pool how many connections the engine's own pool has at most, 2–200, default 10; not looked at where the caller
 *     brings a pool
 * @param maxPayload longest payload in bytes, 1–512 MiB, default 64 MiB, and never more than half of what the server takes
 *     at once ({@code max_allowed_packet}); longer ones are rejected
 * @param migrate whether tables are made and brought up to date; if not, they must be there
 * @param durable whether to refuse a server that may lose an acknowledged save with its power
 */
public record MariadbSettings(Duration timeout, int pool, int maxPayload, boolean migrate, boolean durable) {
    private static final int MIB = 1 << 20;

    /** The defaults. */
    public static final MariadbSettings DEFAULT = new MariadbSettings(Duration.ofSeconds(4), 10, 64 * MIB, true, false);

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public MariadbSettings {
        UrlOptions.check("timeout", timeout.toMillis(), 100, 60_000);
        UrlOptions.check("pool", pool, 2, 200);
        UrlOptions.check("max-payload", maxPayload, 1, 512L * MIB);
    }

    /**
     * With the options of a URL: {@code timeout} (milliseconds), {@code pool}, {@code max-payload} (bytes), {@code
     * migrate}, and {@code durable} ({@code true} or {@code false}). Others are left to the driver.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    static MariadbSettings of(Map<String, String> options) {
        MariadbSettings settings = DEFAULT;
        for (Map.Entry<String, String> option : options.entrySet()) {
            String value = option.getValue();
            settings = switch (option.getKey()) {
                case "timeout" -> settings.withTimeout(Duration.ofMillis(UrlOptions.number("timeout", value)));
                case "pool" -> settings.withPool(UrlOptions.number("pool", value));
                case "max-payload" -> settings.withMaxPayload(UrlOptions.number("max-payload", value));
                case "migrate" -> settings.withMigrate(UrlOptions.flag("migrate", value));
                case "durable" -> settings.withDurable(UrlOptions.flag("durable", value));
                default -> settings;
            };
        }
        return settings;
    }

    /** With another {@link #timeout}. */
    public MariadbSettings withTimeout(Duration longest) {
        return new MariadbSettings(longest, pool, maxPayload, migrate, durable);
    }

    /** With another {@link #pool}. */
    public MariadbSettings withPool(int connections) {
        return new MariadbSettings(timeout, connections, maxPayload, migrate, durable);
    }

    /** With another {@link #maxPayload}. */
    public MariadbSettings withMaxPayload(int bytes) {
        return new MariadbSettings(timeout, pool, bytes, migrate, durable);
    }

    /** With another {@link #migrate}. */
    public MariadbSettings withMigrate(boolean whether) {
        return new MariadbSettings(timeout, pool, maxPayload, whether, durable);
    }

    /** With another {@link #durable}. */
    public MariadbSettings withDurable(boolean demanded) {
        return new MariadbSettings(timeout, pool, maxPayload, migrate, demanded);
    }
}
