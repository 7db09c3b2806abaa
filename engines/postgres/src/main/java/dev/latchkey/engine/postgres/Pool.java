package dev.latchkey.engine.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.latchkey.engine.sql.Address;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The engine's own pool of connections. */
final class Pool {
    /** A connection that is slower to open than this is not waited for. */
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** The pool takes no less. */
    private static final Duration LEAST_WAIT = Duration.ofMillis(250);

    private Pool() {}

    /** A pool that has no connection yet. */
    static HikariDataSource of(Address address, PostgresSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("latchkey-postgres");
        // By name, since a plug-in's drivers are not found where it has a class loader of its own.
        config.setDriverClassName("org.postgresql.Driver");
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(settings.pool());
        config.setMinimumIdle(Math.min(2, settings.pool()));
        config.setConnectionTimeout(
                Math.max(LEAST_WAIT.toMillis(), settings.timeout().toMillis()));
        config.setInitializationFailTimeout(-1);
        long millis = settings.timeout().toMillis();
        config.addDataSourceProperty("ApplicationName", "latchkey");
        config.addDataSourceProperty("connectTimeout", Math.max(1, CONNECT.toSeconds()));
        // An answer that does not come at all: later than the server's own limit, so that it can say so itself.
        config.addDataSourceProperty("socketTimeout", Duration.ofMillis(millis).toSeconds() + 2);
        config.addDataSourceProperty("tcpKeepAlive", true);
        config.addDataSourceProperty("options", options(millis));
        setSchema(config, settings.schema());
        address.driver().forEach(config::addDataSourceProperty);
        return new HikariDataSource(config);
    }

    /** A server of a game that stops in the midst of a transaction holds up others for so long, and no longer. */
    private static String options(long millis) {
        return "-c statement_timeout=" + millis + " -c idle_in_transaction_session_timeout=" + millis
                + " -c default_transaction_isolation=read\\ committed";
    }

    private static void setSchema(HikariConfig config, @Nullable String schema) {
        if (schema != null) {
            config.addDataSourceProperty("currentSchema", schema);
        }
    }
}
