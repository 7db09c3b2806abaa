package dev.latchkey.spring;

import dev.latchkey.engine.mariadb.MariadbEngine;
import dev.latchkey.engine.mariadb.MariadbSettings;
import dev.latchkey.engine.postgres.PostgresEngine;
import dev.latchkey.engine.postgres.PostgresSettings;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.util.ClassUtils;

/** Makes the engine for a pool of the application's: which one, its database says. */
final class EngineOnDataSource {
    private static final String ACTION =
            "Give the DataSource bean of a PostgreSQL, MariaDB or MySQL database that can be"
                    + " reached, set up as docs/operating.md says, or take latchkey.data-source away and set latchkey.url.";

    private EngineOnDataSource() {}

    /**
     * @param name the bean's name, for people
     * @param beans asked for {@link PostgresSettings} or {@link MariadbSettings}
     * @throws StartFailure if there is no engine for it, or it cannot be used
     */
    static StorageEngine open(String name, DataSource source, ConfigurableBeanFactory beans) {
        String product = product(name, source);
        try {
            return switch (product) {
                case "postgresql" -> {
                    need(beans, "latchkey-engine-postgres", "dev.latchkey.engine.postgres.PostgresEngine");
                    yield Postgres.open(source, beans);
                }
                case "mariadb", "mysql" -> {
                    need(beans, "latchkey-engine-mariadb", "dev.latchkey.engine.mariadb.MariadbEngine");
                    yield Mariadb.open(source, beans);
                }
                default ->
                    throw new StartFailure(
                            "no storage engine takes this pool bean=" + name + " database=" + product, ACTION, null);
            };
        } catch (StoreException refused) {
            throw new StartFailure(refused.getMessage() + " bean=" + name, ACTION, refused);
        }
    }

    private static String product(String name, DataSource source) {
        try (Connection connection = source.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        } catch (SQLException failed) {
            throw new StartFailure("the pool gives no connection bean=" + name, ACTION, failed);
        }
    }

    private static void need(ConfigurableBeanFactory beans, String artifact, String type) {
        if (!ClassUtils.isPresent(type, beans.getBeanClassLoader())) {
            throw new StartFailure(
                    "the engine of this database is missing artifact=" + artifact,
                    "Add the dependency dev.latchkey:" + artifact + ".",
                    null);
        }
    }

    /** Apart, so that its classes are looked for only where they are. */
    private static final class Postgres {
        static StorageEngine open(DataSource source, ConfigurableBeanFactory beans) {
            return PostgresEngine.open(
                    source,
                    beans.getBeanProvider(PostgresSettings.class).getIfAvailable(() -> PostgresSettings.DEFAULT));
        }
    }

    /** Apart, likewise. */
    private static final class Mariadb {
        static StorageEngine open(DataSource source, ConfigurableBeanFactory beans) {
            return MariadbEngine.open(
                    source, beans.getBeanProvider(MariadbSettings.class).getIfAvailable(() -> MariadbSettings.DEFAULT));
        }
    }
}
