package dev.latchkey.spring;

import dev.latchkey.Latchkey;
import dev.latchkey.Options;
import dev.latchkey.StoreAwayException;
import dev.latchkey.spi.BusProvider;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens what an application's properties name; what fails says what to do about it, and shows no URL. */
final class Opening {
    private static final String REACH =
            "Check that the store of latchkey.url is there, runs, and lets this server in. \"latchkey doctor --store URL\" tells more.";
    private static final String UNDERSTAND = "Correct latchkey.url, or add the artifact that serves it:"
            + " latchkey-engine-sqlite, -postgres, -mariadb or -redis of dev.latchkey.";

    private static final String VERSIONS =
            "Set its version to the one that Latchkey names, in the place of Spring Boot's: for"
                    + " Redis the property jedis.version. docs/spring.md tells which are known to work.";
    private static final String BUS = "Correct latchkey.bus, or add the artifact that serves it; \"none\" is for none.";
    private static final Logger LOG = System.getLogger(Opening.class.getName());

    private Opening() {}

    /**
     * @throws StartFailure if it cannot be opened
     */
    static Latchkey byUrl(@Nullable String url, @Nullable MessageBus bus, Options options) {
        if (bus != null) {
            throw new StartFailure(
                    "there is a MessageBus bean, but no StorageEngine bean that it goes with",
                    "Set latchkey.bus to the URL of the bus instead, or make a bean of the engine, too.",
                    null);
        }
        if (url == null || url.isBlank()) {
            throw new StartFailure(
                    "the property latchkey.url is not set",
                    "Set latchkey.url, for example to sqlite:players.db, or latchkey.data-source to the name of a DataSource"
                            + " bean, or latchkey.enabled to false.",
                    null);
        }
        if (url.startsWith("jdbc:")) {
            throw new StartFailure(
                    "latchkey.url is a JDBC URL",
                    "Write it without \"jdbc:\", with the user in front of the host: postgresql://USER@HOST:PORT/DATABASE.",
                    null);
        }
        return tried(() -> Latchkey.open(url, unused -> options));
    }

    /**
     * @throws StartFailure if it cannot be opened
     */
    static Latchkey on(StorageEngine engine, @Nullable MessageBus bus, Options options) {
        return tried(() -> Latchkey.with(engine, bus, options));
    }

    private static Latchkey tried(Supplier<Latchkey> open) {
        try {
            return open.get();
        } catch (IllegalArgumentException misread) {
            throw new StartFailure(String.valueOf(misread.getMessage()), UNDERSTAND, misread);
        } catch (StoreException | StoreAwayException away) {
            throw new StartFailure(String.valueOf(away.getMessage()), REACH, away);
        } catch (LinkageError mixed) {
            throw new StartFailure(
                    "a library is there in another version than the engine needs: " + mixed, VERSIONS, mixed);
        }
    }

    /**
     * The bus to an engine; null for none, which is logged unless it was chosen.
     *
     * @param chosen null: the one that the engine suggests
     * @throws StartFailure if it cannot be opened
     */
    static @Nullable MessageBus bus(@Nullable String chosen, StorageEngine engine) {
        String url = chosen != null ? chosen : engine.defaultBus().orElse("none");
        if (url.equals("none")) {
            if (chosen == null) {
                LOG.log(Level.WARNING, "no bus, so hand-offs take seconds: set latchkey.bus");
            }
            return null;
        }
        try {
            StoreUrl parsed = StoreUrl.parse(url);
            for (BusProvider provider : ServiceLoader.load(BusProvider.class, Opening.class.getClassLoader())) {
                if (provider.scheme().equals(parsed.scheme())) {
                    return provider.open(parsed);
                }
            }
            throw new StartFailure("no message bus serves this URL scheme=" + parsed.scheme(), BUS, null);
        } catch (IllegalArgumentException | StoreException failed) {
            throw new StartFailure(String.valueOf(failed.getMessage()), BUS, failed);
        }
    }
}
