package dev.latchkey.engine.mariadb;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.latchkey.engine.sql.Address;
import java.time.Duration;
import java.util.Locale;

/** The engine's own pool of connections. */
final class Pool {
    /** A connection that is slower to open than this is not waited for. */
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** The pool takes no less. */
    private static final Duration LEAST_WAIT = Duration.ofMillis(250);

    private Pool() {}

    /** A pool that has no connection yet. */
    static HikariDataSource of(Address address, MariadbSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("latchkey-mariadb");
        // By name, since a plug-in's drivers are not found where it has a class loader of its own.
        config.setDriverClassName("org.mariadb.jdbc.Driver");
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(settings.pool());
        config.setMinimumIdle(Math.min(2, settings.pool()));
        long millis = settings.timeout().toMillis();
        config.setConnectionTimeout(Math.max(LEAST_WAIT.toMillis(), millis));
        config.setInitializationFailTimeout(-1);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionInitSql(session(millis));
        config.addDataSourceProperty("connectTimeout", CONNECT.toMillis());
        // An answer that does not come at all: later than the server's own limit, so that it can say so itself.
        config.addDataSourceProperty("socketTimeout", millis + CONNECT.toMillis());
        config.addDataSourceProperty("allowMultiQueries", true);
        config.addDataSourceProperty("useAffectedRows", true);
        config.addDataSourceProperty("allowLocalInfile", false);
        address.driver().forEach(config::addDataSourceProperty);
        return new HikariDataSource(config);
    }

    /**
     * A server of a game that stops in the midst of a transaction holds up others for so long, and no longer. MySQL, which
     * reads the last part as a comment, has a limit for locks only.
     */
    private static String session(long millis) {
        long seconds = Math.max(1, Duration.ofMillis(millis).toSeconds());
        return String.format(
                Locale.ROOT,
                "SET SESSION sql_mode = 'STRICT_ALL_TABLES', innodb_lock_wait_timeout = %d"
                        + " /*M! , max_statement_time = %.3f, idle_transaction_timeout = %d */",
                seconds,
                millis / 1000.0,
                seconds);
    }
}
