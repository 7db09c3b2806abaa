package dev.latchkey.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;
import dev.latchkey.testkit.EngineStage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an engine looks at when it opens a database, and what it then says. */
final class PreparationTest {
    private static void refused(String schema, String options, String why) {
        StoreUrl url = StoreUrl.parse(Server.url(schema).text() + options);
        assertThatThrownBy(() -> PostgresEngine.open(url))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(why);
    }

    @Test
    void a_newer_schema_is_refused_and_left_alone() {
        String schema = Server.schema();
        PostgresEngine.open(Server.url(schema)).close();
        Server.run(schema, "UPDATE latchkey_meta SET value = '99' WHERE name = 'schema'");
        refused(schema, "", "newer version of Latchkey: update this server: schema=99 known=1");
    }

    @Test
    void without_migration_the_tables_must_be_there_and_the_printed_schema_makes_them() {
        String schema = Server.schema();
        Server.run("public", "CREATE SCHEMA " + schema);
        refused(schema, "&migrate=false", "latchkey schema postgres");
        Server.run(schema, PostgresEngine.schema());
        StoreUrl url = StoreUrl.parse(Server.url(schema).text() + "&migrate=false");
        try (PostgresEngine engine = PostgresEngine.open(url)) {
            assertThat(EngineStage.reply(engine.stores())).isEmpty();
        }
    }

    @Test
    void many_servers_may_make_the_tables_at_once() throws InterruptedException {
        String schema = Server.schema();
        Server.run("public", "CREATE SCHEMA " + schema);
        List<Thread> threads = new ArrayList<>();
        List<String> made = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try (PostgresEngine engine = PostgresEngine.open(Server.url(schema))) {
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
        try (PostgresEngine engine = PostgresEngine.open(Server.url("public"))) {
            assertThat(EngineStage.reply(engine.durability()))
                    .startsWith("An acknowledged save is synced to the disk")
                    .contains("not the loss of that disk", "fsync=on", "synchronous_commit=on");
        }
    }

    @Test
    void durability_can_be_demanded() {
        assertThat(new Durability(true, "on", true, "").durable()).isTrue();
        assertThat(new Durability(true, "remote_apply", true, "b").words()).contains("the loss of that disk, for a");
        for (Durability weak : List.of(
                new Durability(false, "on", true, ""),
                new Durability(true, "off", true, ""),
                new Durability(true, "on", false, ""))) {
            assertThat(weak.durable()).as(weak.words()).isFalse();
            assertThat(weak.words()).contains(": set ");
        }
        String schema = Server.schema();
        Server.run(
                "public",
                "CREATE SCHEMA " + schema,
                "CREATE ROLE weak LOGIN",
                "ALTER ROLE weak SET" + " synchronous_commit = off",
                "GRANT ALL ON SCHEMA " + schema + " TO weak");
        StoreUrl url = StoreUrl.parse(Server.url(schema).text().replace("postgres@", "weak@") + "&durable=true");
        assertThatThrownBy(() -> PostgresEngine.open(url))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not durable, which is demanded");
    }
}
