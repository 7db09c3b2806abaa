package dev.latchkey.bus.nats;

import dev.latchkey.spi.StoreUrl;
import dev.latchkey.spi.UrlOptions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which NATS servers a {@link NatsBus} uses, and how. Immutable; its text hides secrets.
 *
 * @param servers as {@code host:port}, at least one, all of one cluster
 * @param credentials who the bus is
 * @param tls whether connections are encrypted and the server's certificate checked
 * @param ca certificates, as PEM, by one of which the server's must be signed; null for those that Java trusts
 * @param prefix what the bus' subjects begin with, 1–64 characters of {@code a–z A–Z 0–9 _ -}, parts of them with a dot
 *     between them, default {@code latchkey}. Buses with different prefixes do not hear each other
 * @param timeout how long a connection may take, 100 ms–10 min, default 5 s
 */
public record NatsSettings(
        List<String> servers,
        Credentials credentials,
        boolean tls,
        @Nullable Path ca,
        String prefix,
        Duration timeout) {
    /** The server's own port where none is named. */
    public static final int DEFAULT_PORT = 4222;

    private static final String EXAMPLE = "for example nats://user:password@bus.example:4222";

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public NatsSettings {
        servers = List.copyOf(servers);
        check(!servers.isEmpty(), "name a server, " + EXAMPLE);
        check(
                prefix.length() <= 64 && prefix.matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*"),
                "option prefix has 1-64 characters of a-z A-Z 0-9 _ - with dots between them: " + prefix);
        long millis = timeout.toMillis();
        UrlOptions.check("timeout", millis, 100, 600_000);
        check(tls || ca == null, "option ca needs tls=true");
    }

    private static void check(boolean good, String problem) {
        if (!good) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** The defaults for a server. */
    public static NatsSettings of(String host, int port) {
        return new NatsSettings(
                List.of(host + ":" + port), new Credentials.None(), false, null, "latchkey", Duration.ofSeconds(5));
    }

    /**
     * Reads {@code nats://user:password@host:port,host:port} (a user alone is a token) and its options {@code prefix}, {@code
     * timeout} (milliseconds), {@code tls} ({@code true} or {@code false}), {@code ca} (a path), {@code password-file}, {@code
     * password-env}, {@code token-file}, {@code token-env} and {@code creds-file}.
     *
     * @throws IllegalArgumentException if it is none such, has an unknown option, or a value out of its range
     */
    public static NatsSettings of(StoreUrl url) {
        String rest = url.rest();
        check(rest.startsWith("//"), "not a URL of a NATS server, " + EXAMPLE);
        String authority = rest.substring(2).replaceFirst("/$", "");
        int at = authority.lastIndexOf('@');
        List<String> servers = Addresses.of(authority.substring(at + 1));
        Login login = new Login(at < 0 ? "" : authority.substring(0, at));
        NatsSettings settings =
                new NatsSettings(servers, new Credentials.None(), false, null, "latchkey", Duration.ofSeconds(5));
        boolean tls = UrlOptions.flag("tls", url.options().getOrDefault("tls", "false"));
        settings = settings.withTls(tls, null);
        for (Map.Entry<String, String> option : url.options().entrySet()) {
            settings = settings.with(option.getKey(), option.getValue(), login);
        }
        return settings.withCredentials(login.credentials());
    }

    private NatsSettings with(String option, String value, Login login) {
        switch (option) {
            case "tls" -> {
                return this;
            }
            case "ca" -> {
                return withTls(tls, path(option, value));
            }
            case "prefix" -> {
                return withPrefix(value);
            }
            case "timeout" -> {
                return withTimeout(Duration.ofMillis(UrlOptions.number(option, value)));
            }
            case "password-file" -> login.password(new Credentials.InFile(path(option, value)));
            case "password-env" -> login.password(new Credentials.InVariable(value));
            case "token-file" -> login.token(new Credentials.InFile(path(option, value)));
            case "token-env" -> login.token(new Credentials.InVariable(value));
            case "creds-file" -> login.file(path(option, value));
            default ->
                throw new IllegalArgumentException("nats has no option \"" + option
                        + "\"; it has prefix, timeout, tls, ca, password-file, password-env, token-file, token-env,"
                        + " creds-file");
        }
        return this;
    }

    private static Path path(String option, String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("option " + option + " is no path: " + value, e);
        }
    }

    /** With other {@link #credentials}. */
    public NatsSettings withCredentials(Credentials other) {
        return new NatsSettings(servers, other, tls, ca, prefix, timeout);
    }

    /** With another {@link #tls} and {@link #ca}. */
    public NatsSettings withTls(boolean encrypted, @Nullable Path certificates) {
        return new NatsSettings(servers, credentials, encrypted, certificates, prefix, timeout);
    }

    /** With another {@link #prefix}. */
    public NatsSettings withPrefix(String begin) {
        return new NatsSettings(servers, credentials, tls, ca, begin, timeout);
    }

    /** With another {@link #timeout}. */
    public NatsSettings withTimeout(Duration longest) {
        return new NatsSettings(servers, credentials, tls, ca, prefix, longest);
    }

    /** For messages: without secrets. */
    String where() {
        return String.join(",", servers) + " prefix=" + prefix;
    }

    @Override
    public String toString() {
        return "NatsSettings[" + where() + "]";
    }
}
