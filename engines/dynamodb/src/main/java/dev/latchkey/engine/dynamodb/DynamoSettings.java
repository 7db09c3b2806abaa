package dev.latchkey.engine.dynamodb;

import dev.latchkey.spi.StoreUrl;
import dev.latchkey.spi.UrlOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which table of DynamoDB a {@link DynamoEngine} uses, and how. Immutable.
 *
 * <p>Missing on purpose: credentials, which the client finds in its usual places (environment, system properties, profile,
 * the machine's role); eventually consistent reads; a table of provisioned capacity, which you make yourself.
 *
 * @param table name of the table, 3–255 characters of {@code a–z A–Z 0–9 _ . -}. A store has one of its own
 * @param region for example {@code eu-central-1}; null for what the client finds in its usual places
 * @param endpoint where requests go to; null for the region's own endpoint
 * @param create whether a table that is missing is made, to be paid by the request, default true
 * @param connections how many requests may be on their way at once, 1–1,000, default 64; others wait for their turn
 * @param timeout how long a request waits for its turn or for an answer, 100 ms–10 min, default 5 s
 */
public record DynamoSettings(
        String table,
        @Nullable String region,
        @Nullable URI endpoint,
        boolean create,
        int connections,
        Duration timeout) {
    private static final String EXAMPLE = "for example dynamodb:players?region=eu-central-1";

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public DynamoSettings {
        if (!table.matches("[A-Za-z0-9_.-]{3,255}")) {
            throw new IllegalArgumentException(
                    "a table's name has 3-255 characters of a-z A-Z 0-9 _ . -, " + EXAMPLE + ": " + table);
        }
        if (region != null && !region.matches("[a-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("option region is the name of a region, " + EXAMPLE + ": " + region);
        }
        if (endpoint != null && endpoint.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "option endpoint has no user or password; credentials are found elsewhere");
        }
        if (endpoint != null && (endpoint.getHost() == null || !isHttp(endpoint.getScheme()))) {
            throw new IllegalArgumentException(
                    "option endpoint is a URL such as http://127.0.0.1:8000, not \"" + endpoint + "\"");
        }
        UrlOptions.check("connections", connections, 1, 1_000);
        UrlOptions.check("timeout", timeout.toMillis(), 100, 600_000);
    }

    /** The defaults for a table. */
    public static DynamoSettings of(String table) {
        return new DynamoSettings(table, null, null, true, 64, Duration.ofSeconds(5));
    }

    /**
     * Reads {@code dynamodb:TABLE} and its options {@code region}, {@code endpoint} (a URL), {@code create} ({@code true} or
     * {@code false}), {@code connections} and {@code timeout} (milliseconds).
     *
     * @throws IllegalArgumentException if it is none such, has an unknown option, or a value out of its range
     */
    public static DynamoSettings of(StoreUrl url) {
        DynamoSettings settings = of(url.rest().replaceFirst("^//", ""));
        for (Map.Entry<String, String> option : url.options().entrySet()) {
            settings = settings.with(option.getKey(), option.getValue());
        }
        return settings;
    }

    private DynamoSettings with(String option, String value) {
        return switch (option) {
            case "region" -> withRegion(value);
            case "endpoint" -> withEndpoint(uri(value));
            case "create" -> withCreate(UrlOptions.flag(option, value));
            case "connections" -> withConnections(UrlOptions.number(option, value));
            case "timeout" -> withTimeout(Duration.ofMillis(UrlOptions.number(option, value)));
            default ->
                throw new IllegalArgumentException("dynamodb has no option \"" + option
                        + "\"; it has region, endpoint, create, connections, timeout");
        };
    }

    private static boolean isHttp(@Nullable String scheme) {
        return "http".equals(scheme) || "https".equals(scheme);
    }

    private static URI uri(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "option endpoint is a URL such as http://127.0.0.1:8000, not \"" + value + "\"", e);
        }
    }

    /** With another {@link #region}. */
    public DynamoSettings withRegion(@Nullable String name) {
        return new DynamoSettings(table, name, endpoint, create, connections, timeout);
    }

    /** With another {@link #endpoint}. */
    public DynamoSettings withEndpoint(@Nullable URI to) {
        return new DynamoSettings(table, region, to, create, connections, timeout);
    }

    /** With another {@link #create}. */
    public DynamoSettings withCreate(boolean make) {
        return new DynamoSettings(table, region, endpoint, make, connections, timeout);
    }

    /** With another {@link #connections}. */
    public DynamoSettings withConnections(int most) {
        return new DynamoSettings(table, region, endpoint, create, most, timeout);
    }

    /** With another {@link #timeout}. */
    public DynamoSettings withTimeout(Duration longest) {
        return new DynamoSettings(table, region, endpoint, create, connections, longest);
    }

    /** For messages. */
    String where() {
        return "table=" + table + " region=" + (region == null ? "default" : region)
                + (endpoint == null ? "" : " endpoint=" + endpoint.getHost() + ":" + endpoint.getPort());
    }
}
