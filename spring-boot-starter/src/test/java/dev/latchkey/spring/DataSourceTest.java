package dev.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.latchkey.Latchkey;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.engine.mariadb.MariadbEngine;
import dev.latchkey.engine.postgres.PostgresEngine;
import dev.latchkey.engine.postgres.PostgresSettings;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.testkit.LeakCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A pool that the application has is used, and stays its own. */
@ExtendWith(LeakCheck.class)
class DataSourceTest {
    private static final String TIMEOUT = "spring.datasource.hikari.connection-init-sql=SET statement_timeout = 4000";

    private static ApplicationContextRunner pool(String jdbcUrl) {
        return Contexts.plain()
                .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.url=" + jdbcUrl, "latchkey.data-source=dataSource", "latchkey.bus=none");
    }

    @Test
    void ofPostgres() {
        HikariDataSource[] pool = new HikariDataSource[1];
        pool(Databases.Postgres.jdbcUrl()).withPropertyValues(TIMEOUT).run(context -> {
            assertThat(context).getBean(StorageEngine.class).isInstanceOf(PostgresEngine.class);
            pool[0] = context.getBean(HikariDataSource.class);
            ProfileStore<byte[]> players = Contexts.profiles(context.getBean(Latchkey.class));
            Profile<byte[]> ada = players.load("ada");
            ada.update(data -> new byte[] {7});
            ada.onEnded(ended -> assertThat(pool[0].isClosed()).isFalse());
        });
        assertThat(pool[0].isClosed()).isTrue();

        pool(Databases.Postgres.jdbcUrl())
                .withPropertyValues(TIMEOUT)
                .run(context -> assertThat(Contexts.profiles(context.getBean(Latchkey.class))
                                .view("ada"))
                        .hasValue(new byte[] {7}));
    }

    @Test
    void ofPostgresWithItsBus() {
        pool(Databases.Postgres.jdbcUrl())
                .withPropertyValues(TIMEOUT, "latchkey.bus=postgresql:" + Databases.Postgres.url())
                .run(context -> assertThat(context).hasSingleBean(MessageBus.class));
    }

    @Test
    void withSettingsOfTheApplications() {
        FailureAnalysis analysis = FailuresTest.analysis(pool(Databases.Postgres.jdbcUrl() + "&currentSchema=elsewhere")
                .withPropertyValues(TIMEOUT)
                .withBean(PostgresSettings.class, () -> PostgresSettings.DEFAULT.withMigrate(false)));
        assertThat(analysis.getDescription()).contains("has not the tables of this version");
    }

    @Test
    void ofMariadb() {
        pool(Databases.Mariadb.jdbcUrl("&allowMultiQueries=true&useAffectedRows=true"))
                .withPropertyValues(
                        "spring.datasource.hikari.transaction-isolation=TRANSACTION_READ_COMMITTED",
                        "spring.datasource.hikari.connection-init-sql="
                                + "SET SESSION sql_mode = 'STRICT_ALL_TABLES', max_statement_time = 4")
                .run(context -> {
                    assertThat(context).getBean(StorageEngine.class).isInstanceOf(MariadbEngine.class);
                    ProfileStore<byte[]> players = Contexts.profiles(context.getBean(Latchkey.class));
                    try (Profile<byte[]> ada = players.load("ada")) {
                        ada.update(data -> new byte[] {7});
                    }
                    assertThat(players.view("ada")).hasValue(new byte[] {7});
                });
    }

    @Test
    void thatIsNotSetUp() {
        FailureAnalysis analysis = FailuresTest.analysis(pool(Databases.Postgres.jdbcUrl()));
        assertThat(analysis.getDescription()).contains("have no statement_timeout", "bean=dataSource");
        assertThat(analysis.getAction()).contains("docs/operating.md");
    }

    @Test
    void thatIsNotThere() {
        FailureAnalysis analysis = FailuresTest.analysis(
                pool(Databases.Postgres.jdbcUrl()).withPropertyValues("latchkey.data-source=typo"));
        assertThat(analysis.getDescription()).contains("name=typo", "found=dataSource");
        assertThat(analysis.getAction()).contains("latchkey.data-source");
    }

    @Test
    void thatCannotBeReached() {
        FailureAnalysis analysis =
                FailuresTest.analysis(pool("jdbc:postgresql://localhost:1/game?user=me&password=s3cret")
                        .withPropertyValues("spring.datasource.hikari.connection-timeout=300"));
        assertThat(analysis.getDescription()).contains("gives no connection").doesNotContain("s3cret");
    }

    @Test
    void whoseEngineIsMissing() {
        FailureAnalysis analysis = FailuresTest.analysis(pool(Databases.Postgres.jdbcUrl())
                .withPropertyValues(TIMEOUT)
                .withClassLoader(new FilteredClassLoader(PostgresEngine.class)));
        assertThat(analysis.getAction()).isEqualTo("Add the dependency dev.latchkey:latchkey-engine-postgres.");
    }
}
