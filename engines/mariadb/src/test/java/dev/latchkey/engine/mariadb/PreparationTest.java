package dev.latchkey.engine.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;
import dev.latchkey.testkit.EngineStage;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** What an engine looks at when it opens a database, and what it then says. */
final class PreparationTest {
    private static void refused(String database, String options, String why) {
        StoreUrl url = StoreUrl.parse(Server.url(database).text() + options);
        assertThatThrownBy(() -> MariadbEngine.open(url))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(why);
    }

    @Test
    void a_newer_schema_is_refused_and_left_alone() {
        String database = Server.database();
        MariadbEngine.open(Server.url(database)).close();
        Server.run(database, "UPDATE latchkey_meta SET value = '99' WHERE name = 'schema'");
        refused(database, "", "newer version of Latchkey: update this server: schema=99 known=1");
    }

    @Test
    void without_migration_the_tables_must_be_there_and_the_printed_schema_makes_them() {
        String database = Server.database();
        refused(database, "&migrate=false", "latchkey schema mariadb");
        Server.run(database, MariadbEngine.schema().split(";\n"));
        StoreUrl url = StoreUrl.parse(Server.url(database).text() + "&migrate=false");
        try (MariadbEngine engine = MariadbEngine.open(url)) {
            assertThat(EngineStage.reply(engine.stores())).isEmpty();
        }
    }

    /** Each change of a table is a transaction of its own. */
    @Test
    void whoever_is_cut_off_while_it_makes_the_tables_begins_anew() {
        String database = Server.database();
        List<String> changes = MariadbSchema.SCHEMA.steps().get(0);
        for (int made = 1; made <= changes.size(); made += 5) {
            Server.run(database, changes.subList(0, made).toArray(String[]::new));
        }
        try (MariadbEngine engine = MariadbEngine.open(Server.url(database))) {
            assertThat(EngineStage.reply(engine.stores())).isEmpty();
        }
    }

    @Test
    void many_servers_may_make_the_tables_at_once() throws InterruptedException {
        String database = Server.database();
        List<Thread> threads = new ArrayList<>();
        List<String> made = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try (MariadbEngine engine = MariadbEngine.open(Server.url(database))) {
                    made.add(EngineStage.reply(engine.durability()));
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(made).hasSize(4);
    }

    @Test
    void it_says_what_an_acknowledged_save_survives() {
        try (MariadbEngine engine = MariadbEngine.open(Server.url(Server.database()))) {
            assertThat(EngineStage.reply(engine.durability()))
                    .startsWith("An acknowledged save is synced to the disk: it survives")
                    .contains("innodb_flush_log_at_trx_commit=1", "innodb_doublewrite=on", "log_bin=off");
            assertThat(EngineStage.reply(engine.isDurable())).isTrue();
        }
    }

    @Test
    void durability_can_be_demanded() {
        for (Durability weak : List.of(
                new Durability(0, "O_DIRECT", true, false, 0),
                new Durability(2, "O_DIRECT", true, false, 0),
                new Durability(1, "nosync", true, false, 0),
                new Durability(1, "O_DIRECT", false, false, 0),
                new Durability(1, "O_DIRECT", true, true, 0))) {
            assertThat(weak.durable()).as(weak.words()).isFalse();
            assertThat(weak.words()).contains(": set ");
        }
        assertThat(new Durability(1, "O_DIRECT", true, true, 1).durable()).isTrue();
        String database = Server.database();
        Server.run(database, "SET GLOBAL innodb_flush_log_at_trx_commit = 2");
        try {
            refused(database, "&durable=true", "not durable, which is demanded");
            try (MariadbEngine engine = MariadbEngine.open(Server.url(database))) {
                assertThat(EngineStage.reply(engine.isDurable())).isFalse();
            }
        } finally {
            Server.run(database, "SET GLOBAL innodb_flush_log_at_trx_commit = 1");
        }
    }

    /** What the engine's own pool sets, a pool that somebody brings must set, too. */
    @ParameterizedTest
    @CsvSource({
        "'', isolation",
        "transactionIsolation=READ-COMMITTED, STRICT_ALL_TABLES",
        "transactionIsolation=READ-COMMITTED&sessionVariables=sql_mode='STRICT_ALL_TABLES', max_statement_time",
        "transactionIsolation=READ-COMMITTED&sessionVariables=sql_mode='STRICT_ALL_TABLES'%2Cmax_statement_time=4, allowMultiQueries",
        "transactionIsolation=READ-COMMITTED&sessionVariables=sql_mode='STRICT_ALL_TABLES'%2Cmax_statement_time=4&allowMultiQueries=true, useAffectedRows",
        "transactionIsolation=READ-COMMITTED&sessionVariables=sql_mode='STRICT_ALL_TABLES'%2Cmax_statement_time=4&allowMultiQueries=true&useAffectedRows=true, ''"
    })
    void a_pool_that_lacks_something_is_refused_and_told_what(String options, String lacks) throws SQLException {
        MariaDbDataSource pool = new MariaDbDataSource("jdbc:mariadb://localhost:" + Server.port() + "/"
                + Server.database() + "?user=lk&sslMode=disable&password=" + Server.PASSWORD + "&"
                + options.replace("%2C", ","));
        if (lacks.isEmpty()) {
            try (MariadbEngine engine = MariadbEngine.open(pool, MariadbSettings.DEFAULT)) {
                assertThat(engine.stores()).isInstanceOf(Outcome.Done.class);
            }
        } else {
            assertThatThrownBy(() -> MariadbEngine.open(pool, MariadbSettings.DEFAULT))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(lacks);
        }
    }
}
