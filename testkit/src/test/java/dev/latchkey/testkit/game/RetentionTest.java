package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Profile;
import dev.latchkey.testkit.EngineVerb;
import dev.latchkey.testkit.LogsWarning;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is too old is forgotten, by whatever server is there. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RetentionTest {
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private final TestNetwork network = new TestNetwork();
    private final TestServer lobby = network.server("lobby", options -> options.withHistoryKept(Duration.ofHours(1)));

    @AfterEach
    void close() {
        network.close();
    }

    private void visit(String key, long gold) {
        Profile<Player> profile = Player.on(lobby).load(key);
        Player.earn(profile, gold);
        profile.close();
    }

    private long sweeps() {
        return lobby.store().calls(EngineVerb.CARE);
    }

    @Test
    void a_state_is_forgotten_when_its_time_is_over_and_not_before() {
        visit("ada", 1);
        visit("ada", 2);
        network.advance(Duration.ofMinutes(59));
        assertThat(Player.on(lobby).history("ada")).hasSize(1);
        network.advance(INTERVAL.plus(Duration.ofMinutes(1)));
        assertThat(Player.on(lobby).history("ada")).isEmpty();
        assertThat(Player.on(lobby).view("ada")).isPresent();
    }

    @Test
    void each_server_sweeps_every_ten_minutes_and_not_after_its_end() {
        network.advance(INTERVAL);
        assertThat(sweeps()).isEqualTo(1);
        network.advance(INTERVAL.multipliedBy(3));
        assertThat(sweeps()).isEqualTo(4);
        lobby.close();
        network.advance(INTERVAL.multipliedBy(2));
        assertThat(sweeps()).isEqualTo(4);
    }

    @Test
    void where_there_is_more_than_one_sweep_takes_the_next_comes_at_once() {
        for (int i = 0; i < 1_001; i++) {
            visit("p" + i, 1);
            visit("p" + i, 1);
        }
        network.advance(Duration.ofMinutes(60));
        long before = sweeps();
        network.advance(INTERVAL);
        assertThat(sweeps() - before).as("two sessions of each").isEqualTo(3);
        assertThat(Player.on(lobby).history("p0")).isEmpty();
        assertThat(Player.on(lobby).history("p1000")).isEmpty();
        assertThat(Player.on(lobby).sessions("p1000")).isEmpty();
    }

    @Test
    @LogsWarning("old data is not forgotten")
    void a_store_that_is_away_is_tried_again() {
        visit("ada", 1);
        visit("ada", 2);
        network.advance(Duration.ofHours(1));
        lobby.store().outage(true);
        network.advance(INTERVAL.multipliedBy(2));
        lobby.store().outage(false);
        network.advance(INTERVAL);
        assertThat(Player.on(lobby).history("ada")).isEmpty();
    }
}
