package dev.latchkey.engine.redis;

import dev.latchkey.spi.StoreUrl;
import dev.latchkey.spi.UrlOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which Redis server a {@link RedisEngine} uses, and how. Immutable; its text hides the password.
 *
 * <p>Missing on purpose: several hash tags. One store is in one slot of a cluster, since a commit changes rows together.
 *
 * @param host name or address of the server, or of any node of a cluster
 * @param port 1–65,535, default 6379
 * @param tls whether the connection is encrypted and the server's certificate checked; {@code rediss:}
 * @param user null for the server's default user
 * @param password null for none
 * @param database number of the database, 0–65,535, default 0; a cluster has only 0
 * @param prefix what the names of all keys begin with: 1–64 characters of {@code a–z A–Z 0–9 _ - .}, default {@code
 *     latchkey}. Stores with different prefixes do not see each other. It is the hash tag: all keys of a store are in
 *     one slot
 * @param connections how many verbs may be on their way at once, 1–1,000, default 8; others wait for their turn
 * @param timeout how long a verb waits for its turn, for a connection or for an answer, 100 ms–10 min, default 5 s
 * @param durability the least that an acknowledged save must survive, default {@link Durability#NONE}, which demands
 *     nothing; a server whose settings promise less, or that does not tell them, is refused
 */
public record RedisSettings(
        String host,
        int port,
        boolean tls,
        @Nullable String user,
        @Nullable String password,
        int database,
        String prefix,
        int connections,
        Duration timeout,
        Durability durability) {
    /** The server's own port where none is named. */
    public static final int DEFAULT_PORT = 6379;

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public RedisSettings {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("name a server, for example redis://localhost:6379/0");
        }
        UrlOptions.check("port", port, 1, 65_535);
        UrlOptions.check("database", database, 0, 65_535);
        if (!prefix.matches("[A-Za-z0-9_.-]{1,64}")) {
            throw new IllegalArgumentException("option prefix has 1-64 characters of a-z A-Z 0-9 _ - .: " + prefix);
        }
        UrlOptions.check("connections", connections, 1, 1_000);
        UrlOptions.check("timeout", timeout.toMillis(), 100, 600_000);
    }

    /** The defaults for a server. */
    public static RedisSettings of(String host, int port) {
        return new RedisSettings(
                host, port, false, null, null, 0, "latchkey", 8, Duration.ofSeconds(5), Durability.NONE);
    }

    /**
     * Reads {@code redis://user:password@host:port/database} and its options {@code prefix}, {@code connections}, {@code
     * timeout} (milliseconds), {@code durability} ({@code none}, {@code process}, {@code second} or {@code power}), {@code
     * password-file} (a path) and {@code password-env} (the name of a variable).
     *
     * @throws IllegalArgumentException if it is none such, has an unknown option, or a value out of its range
     */
    public static RedisSettings of(StoreUrl url) {
        URI uri;
        try {
            uri = new URI(url.scheme() + ":" + url.rest());
        } catch (URISyntaxException e) {
            // Without the cause: it quotes the URL, which may have a password.
            throw new IllegalArgumentException(
                    "not a URL of a Redis server, which is redis://user:password@host:port/database; escape what is"
                            + " special in a password, for example @ as %40");
        }
        String host = uri.getHost();
        if (host == null) {
            throw new IllegalArgumentException("name a server, for example redis://localhost:6379/0");
        }
        RedisSettings settings = of(host, uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
        settings = settings.withTls(url.scheme().equals("rediss")).withUserInfo(uri.getRawUserInfo());
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        if (!path.isEmpty()) {
            settings = settings.withDatabase(UrlOptions.number("database", path));
        }
        for (Map.Entry<String, String> option : url.options().entrySet()) {
            settings = settings.with(option.getKey(), option.getValue());
        }
        return settings;
    }

    private RedisSettings withUserInfo(@Nullable String info) {
        if (info == null || info.isEmpty()) {
            return this;
        }
        int colon = info.indexOf(':');
        String name = decoded(colon < 0 ? info : info.substring(0, colon));
        return withCredentials(name.isEmpty() ? null : name, colon < 0 ? null : decoded(info.substring(colon + 1)));
    }

    private static String decoded(String part) {
        // A plus is a plus here, unlike in the options.
        return java.net.URLDecoder.decode(part.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
    }

    private RedisSettings with(String option, String value) {
        return switch (option) {
            case "prefix" -> withPrefix(value);
            case "connections" -> withConnections(UrlOptions.number(option, value));
            case "timeout" -> withTimeout(Duration.ofMillis(UrlOptions.number(option, value)));
            case "durability" -> withDurability(Durability.of(value));
            case "password-file" -> withCredentials(user, file(value));
            case "password-env" -> withCredentials(user, variable(value));
            default ->
                throw new IllegalArgumentException("redis has no option \"" + option
                        + "\"; it has prefix, connections, timeout, durability, password-file, password-env");
        };
    }

    private static String file(String path) {
        try {
            return Files.readString(Path.of(path)).strip();
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("the password's file cannot be read: password-file=" + path, e);
        }
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalArgumentException("the password's variable is not set: password-env=" + name);
        }
        return value;
    }

    /** With another {@link #tls}. */
    public RedisSettings withTls(boolean encrypted) {
        return new RedisSettings(
                host, port, encrypted, user, password, database, prefix, connections, timeout, durability);
    }

    /** With another {@link #user} and {@link #password}. */
    public RedisSettings withCredentials(@Nullable String name, @Nullable String secret) {
        return new RedisSettings(host, port, tls, name, secret, database, prefix, connections, timeout, durability);
    }

    /** With another {@link #database}. */
    public RedisSettings withDatabase(int number) {
        return new RedisSettings(host, port, tls, user, password, number, prefix, connections, timeout, durability);
    }

    /** With another {@link #prefix}. */
    public RedisSettings withPrefix(String begin) {
        return new RedisSettings(host, port, tls, user, password, database, begin, connections, timeout, durability);
    }

    /** With another {@link #connections}. */
    public RedisSettings withConnections(int most) {
        return new RedisSettings(host, port, tls, user, password, database, prefix, most, timeout, durability);
    }

    /** With another {@link #timeout}. */
    public RedisSettings withTimeout(Duration longest) {
        return new RedisSettings(host, port, tls, user, password, database, prefix, connections, longest, durability);
    }

    /** With another {@link #durability}. */
    public RedisSettings withDurability(Durability least) {
        return new RedisSettings(host, port, tls, user, password, database, prefix, connections, timeout, least);
    }

    /** The URL that says all this; it has the password, so it is never shown. */
    String url() {
        String secret = password == null ? "" : ":" + encoded(password);
        String credentials = user == null && password == null ? "" : (user == null ? "" : encoded(user)) + secret + "@";
        String address = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return (tls ? "rediss://" : "redis://") + credentials + address + ":" + port + "/" + database + "?prefix="
                + prefix + "&connections=" + connections + "&timeout=" + timeout.toMillis();
    }

    private static String encoded(String part) {
        return java.net.URLEncoder.encode(part, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    /** What the names of all keys begin with, as the hash tag that keeps them in one slot. */
    String tag() {
        return "{" + prefix + "}";
    }

    /** For messages: without the password. */
    String where() {
        return host + ":" + port + "/" + database + " prefix=" + prefix;
    }

    @Override
    public String toString() {
        return "RedisSettings[" + where() + "]";
    }
}
