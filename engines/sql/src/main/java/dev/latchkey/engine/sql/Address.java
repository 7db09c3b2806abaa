package dev.latchkey.engine.sql;

import dev.latchkey.spi.StoreUrl;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is, and as whom to enter it.
 *
 * @param hosts {@code host:port}, more than one with commas
 * @param database its name
 * @param user null for the driver's own choice
 * @param password null for none; the driver may then have places of its own to look into
 * @param driver options for the driver
 */
public record Address(
        Kind kind,
        String hosts,
        String database,
        @Nullable String user,
        @Nullable String password,
        Map<String, String> driver) {
    /**
     * What databases of a kind have in common.
     *
     * @param scheme of URLs, the driver's too
     * @param port that a server usually has, for examples
     * @param own options that are the engine's
     * @param driver options that are passed on to the driver
     * @param userVariable environment variable with the user, null for none
     * @param passwordVariable environment variable with the password
     */
    public record Kind(
            String scheme,
            int port,
            Set<String> own,
            Set<String> driver,
            @Nullable String userVariable,
            String passwordVariable) {
        private String example() {
            return scheme + "://user@localhost:" + port + "/players";
        }
    }

    /**
     * Reads {@code scheme://user:password@host:port/database}. A password that is not in the URL comes from the file that
     * the option {@code password-file} names, else from the environment.
     *
     * @param environment null for what is not set
     * @throws IllegalArgumentException if it is not such a URL, an option is unknown, or the file cannot be read; the
     *     message has no password
     */
    public static Address of(Kind kind, StoreUrl url, UnaryOperator<@Nullable String> environment) {
        String rest = url.rest();
        int slash = rest.indexOf('/', 2);
        if (!rest.startsWith("//") || slash < 0 || slash == rest.length() - 1) {
            throw new IllegalArgumentException("name a host and a database, for example " + kind.example());
        }
        String authority = rest.substring(2, slash);
        int at = authority.lastIndexOf('@');
        String hosts = authority.substring(at + 1);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("name a host, for example " + kind.example());
        }
        String[] who = at < 0 ? new String[0] : authority.substring(0, at).split(":", 2);
        String user = who.length == 0 || who[0].isEmpty() ? user(kind, environment) : decode(who[0]);
        String password = who.length == 2 ? decode(who[1]) : secret(kind, url.options(), environment);
        Map<String, String> driver = forDriver(kind, url.options());
        return new Address(kind, hosts, decode(rest.substring(slash + 1)), user, password, driver);
    }

    private static @Nullable String user(Kind kind, UnaryOperator<@Nullable String> environment) {
        return kind.userVariable() == null ? null : environment.apply(kind.userVariable());
    }

    private static @Nullable String secret(
            Kind kind, Map<String, String> options, UnaryOperator<@Nullable String> environment) {
        String file = options.get("password-file");
        if (file == null) {
            return environment.apply(kind.passwordVariable());
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("the password's file cannot be read: file=" + file, e);
        }
    }

    private static Map<String, String> forDriver(Kind kind, Map<String, String> options) {
        Map<String, String> driver = new LinkedHashMap<>(options);
        driver.keySet().removeAll(kind.own());
        for (String option : driver.keySet()) {
            if (!kind.driver().contains(option)) {
                throw new IllegalArgumentException(kind.scheme() + " has no option \"" + option + "\"; it has "
                        + String.join(", ", new TreeSet<>(kind.own())) + ", and of the driver "
                        + String.join(", ", new TreeSet<>(kind.driver())));
            }
        }
        return driver;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** For the driver; without user and password. */
    public String jdbcUrl() {
        return "jdbc:" + kind.scheme() + "://" + hosts + "/"
                + URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Hides the password. */
    @Override
    public String toString() {
        return kind.scheme() + "://" + (user == null ? "" : user + "@") + hosts + "/" + database;
    }
}
