package dev.latchkey.engine.mariadb;

import dev.latchkey.spi.StoreUrl;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a MariaDB database is, and as whom to enter it.
 *
 * @param hosts {@code host:port}, more than one with commas
 * @param database its name
 * @param user null for the driver's own choice
 * @param password null for none
 * @param driver options for the driver, for example {@code sslMode}
 */
record MariadbAddress(
        String hosts,
        String database,
        @Nullable String user,
        @Nullable String password,
        Map<String, String> driver) {
    private static final String EXAMPLE = "mariadb://user@localhost:3306/players";

    private static final Set<String> OWN =
            Set.of("timeout", "pool", "max-payload", "migrate", "durable", "password-file");

    private static final Set<String> DRIVER = Set.of(
            "sslMode",
            "serverSslCert",
            "enabledSslProtocolSuites",
            "connectTimeout",
            "allowPublicKeyRetrieval",
            "serverRsaPublicKeyFile");

    /**
     * Reads {@code mariadb://user:password@host:port/database}. A password that is not in the URL comes from the file that
     * the option {@code password-file} names, else from {@code MYSQL_PWD}.
     *
     * @param environment null for what is not set
     * @throws IllegalArgumentException if it is not such a URL, an option is unknown, or the file cannot be read; the
     *     message has no password
     */
    static MariadbAddress of(StoreUrl url, UnaryOperator<@Nullable String> environment) {
        String rest = url.rest();
        int slash = rest.indexOf('/', 2);
        if (!rest.startsWith("//") || slash < 0 || slash == rest.length() - 1) {
            throw new IllegalArgumentException("name a host and a database, for example " + EXAMPLE);
        }
        String authority = rest.substring(2, slash);
        int at = authority.lastIndexOf('@');
        String hosts = authority.substring(at + 1);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("name a host, for example " + EXAMPLE);
        }
        String[] who = at < 0 ? new String[0] : authority.substring(0, at).split(":", 2);
        String user = who.length == 0 || who[0].isEmpty() ? null : decode(who[0]);
        String password =
                who.length == 2 ? decode(who[1]) : secret(url.options().get("password-file"), environment);
        return new MariadbAddress(hosts, decode(rest.substring(slash + 1)), user, password, forDriver(url.options()));
    }

    private static @Nullable String secret(@Nullable String file, UnaryOperator<@Nullable String> environment) {
        if (file == null) {
            return environment.apply("MYSQL_PWD");
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("the password's file cannot be read: file=" + file, e);
        }
    }

    private static Map<String, String> forDriver(Map<String, String> options) {
        Map<String, String> driver = new LinkedHashMap<>(options);
        driver.keySet().removeAll(OWN);
        for (String option : driver.keySet()) {
            if (!DRIVER.contains(option)) {
                throw new IllegalArgumentException("mariadb has no option \"" + option + "\"; it has "
                        + String.join(", ", new java.util.TreeSet<>(OWN)) + ", and of the driver "
                        + String.join(", ", new java.util.TreeSet<>(DRIVER)));
            }
        }
        return driver;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** For the driver; without user and password. */
    String jdbcUrl() {
        return "jdbc:mariadb://" + hosts + "/"
                + java.net.URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Hides the password. */
    @Override
    public String toString() {
        return "mariadb://" + (user == null ? "" : user + "@") + hosts + "/" + database;
    }
}
