package dev.latchkey.testkit.game;

import static dev.latchkey.json.JsonMigrations.compatible;
import static dev.latchkey.json.JsonMigrations.migration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.DryRun;
import dev.latchkey.ProfileStore;
import dev.latchkey.StoreAwayException;
import dev.latchkey.json.JsonMigrations;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A dry run over a whole store (rule S8, decision 0008). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DryRunTest {
    record Coins(long coins) {}

    private static final JsonMigrations MIGRATIONS = JsonMigrations.of(
            migration(1, "gold becomes coins", node -> {
                if (node.get("gold").asLong() == 13) {
                    throw new IllegalStateException("thirteen");
                }
                return node.asObject().objectNode().set("coins", node.get("gold"));
            }),
            compatible(2, "nothing", node -> node));

    private final TestNetwork network = new TestNetwork();
    private final TestServer lobby = network.server("lobby", options -> options.withMaxPayload(60));
    private final ProfileStore<Coins> players = lobby.latchkey()
            .profiles(
                    "players",
                    Coins.class,
                    () -> new Coins(0),
                    options -> options.withCodec(MIGRATIONS.codecFor(Coins.class))
                            .withValidation(coins -> coins.coins() < 0 ? "coins are negative" : null));

    @AfterEach
    void close() {
        network.close();
    }

    private void stored(String key, String codec, int schema, String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Stored.put(network.store(), new ProfileId("players", key), new Payload(bytes, codec, schema, true));
    }

    @Test
    void it_reports_each_profile_that_would_fail_and_why_and_writes_nothing() {
        stored("ada", "json", 0, "{'gold':5}");
        stored("bob", "json", 0, "{'gold':13}");
        stored("cid", "json;from=1", 2, "{'coins':5}");
        stored("dan", "json", 0, "no json");
        stored("eve", "json;from=2", 3, "{'coins':5,'gems':1}");
        stored("fay", "json", 3, "{'coins':5}");
        stored("gus", "bytes", 0, "{}");
        stored("hal", "json", 0, "{'gold':-1}");
        stored("ivy", "json;from=0", 3, "{'coins':5,'huge':'" + "x".repeat(60) + "'}");
        var before = Map.copyOf(network.store().records());

        DryRun found = players.dryRun();

        assertThat(found.read()).isEqualTo(9);
        assertThat(found.older()).isEqualTo(1);
        assertThat(found.newer()).isEqualTo(1);
        assertThat(found.failed()).isEqualTo(6);
        assertThat(found.failures())
                .extracting(DryRun.Failure::key)
                .containsExactly("bob", "dan", "fay", "gus", "hal", "ivy");
        assertThat(found.failures())
                .extracting(DryRun.Failure::problem)
                .satisfiesExactly(
                        bob -> assertThat(bob).contains("migration=1 \"gold becomes coins\"", "thirteen"),
                        dan -> assertThat(dan).contains("no JSON"),
                        fay -> assertThat(fay).contains("newer schema than 2"),
                        gus -> assertThat(gus).contains("another codec"),
                        hal -> assertThat(hal).contains("coins are negative"),
                        ivy -> assertThat(ivy).contains("too large"));
        assertThat(network.store().records()).isEqualTo(before);
    }

    @Test
    void it_tells_its_progress_page_by_page_and_the_callback_may_end_it() {
        for (int i = 0; i < 70; i++) {
            stored("p%02d".formatted(i), "json", 0, i % 2 == 0 ? "{'gold':5}" : "{'gold':13}");
        }
        stored("gone", "json", 0, "{'gold':13}");
        List<DryRun> progress = new ArrayList<>();
        DryRun found = players.dryRun(progress::add);
        assertThat(progress).extracting(DryRun::read).containsExactly(32L, 64L, 71L);
        assertThat(progress.getLast()).isEqualTo(found);
        assertThat(found.older()).isEqualTo(35);
        assertThat(found.failed()).isEqualTo(36);

        assertThatThrownBy(() -> players.dryRun(soFar -> {
                    throw new ArithmeticException("enough");
                }))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void further_failures_than_are_listed_are_counted() {
        for (int i = 0; i < DryRun.MAX_FAILURES + 1; i++) {
            stored("p" + i, "json", 0, "{}");
        }
        DryRun found = players.dryRun();
        assertThat(found.failed()).isEqualTo(DryRun.MAX_FAILURES + 1);
        assertThat(found.failures()).hasSize(DryRun.MAX_FAILURES);
    }

    @Test
    void it_does_not_touch_live_sessions_or_other_stores() {
        stored("ada", "json", 0, "{'gold':5}");
        Stored.put(network.store(), new ProfileId("guilds", "x"), new Payload(new byte[0], "bytes", 0, false));
        var ada = players.load("ada");
        assertThat(players.dryRun().failures()).isEmpty();
        assertThat(ada.isActive()).isTrue();
        ada.update(coins -> new Coins(6));
        ada.close();
        assertThat(players.dryRun()).isEqualTo(new DryRun(1, 0, 0, 0, List.of()));
    }

    @Test
    void a_store_that_is_away_fails_it_and_is_no_failure_of_a_profile() {
        stored("ada", "json", 0, "{'gold':5}");
        lobby.store().outage(true);
        assertThatThrownBy(players::dryRun).isInstanceOf(StoreAwayException.class);
        lobby.store().outage(false);
    }
}
