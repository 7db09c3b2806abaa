package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.spi.DeadLetter;
import dev.latchkey.spi.Housekeeping;
import dev.latchkey.testkit.EngineVerb;
import dev.latchkey.testkit.Gate;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Letters that die of age while a session has them (rule S6). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DyingLetterTest {
    /** A present of gold. */
    record Gift(long gold) {}

    private final TestNetwork network = new TestNetwork();
    private final TestServer lobby = network.server("lobby");
    private final TestServer arena = network.server("arena");
    private final ProfileStore<Player> here = Player.on(lobby);
    private final ProfileStore<Player> there = Player.on(arena);

    @AfterEach
    void close() {
        network.close();
    }

    private void send(Duration lifetime) {
        network.await(
                here.send("ada", new Gift(5), options -> options.withId("gift").withLifetime(lifetime)));
    }

    private void handle() {
        there.onMail(Gift.class, (player, gift) -> player.withGold(player.gold() + gift.gold()));
        network.settle();
    }

    private void sweep() {
        Duration year = Duration.ofDays(365);
        network.store().sweep(new Housekeeping.Retention(year, year, year, year, 1_000));
    }

    private List<String> dead() {
        return here.deadLetters("ada").stream()
                .map(DeadLetter::letter)
                .map(letter -> letter.id())
                .toList();
    }

    @Test
    void S6_one_that_nobody_handled_in_time_has_no_effect_afterwards() {
        Profile<Player> ada = network.await(there.loadAsync("ada"));
        send(Duration.ofMinutes(1));
        network.advance(Duration.ofMinutes(2));
        handle();
        assertThat(ada.data().gold()).isZero();
        sweep();
        assertThat(dead()).containsExactly("gift");
    }

    @Test
    void S6_one_that_is_revived_while_the_session_has_it_takes_effect_once() {
        send(Duration.ofMinutes(2));
        network.advance(Duration.ofMinutes(1));
        Profile<Player> ada =
                network.await(there.loadAsync("ada")); // As far as this server knows it may live 2 min more.
        network.advance(Duration.ofSeconds(90));
        sweep();
        assertThat(here.retryDeadLetter("ada", "gift")).isTrue();
        network.advance(Duration.ofSeconds(10));
        handle();
        network.advance(Duration.ofSeconds(10));
        assertThat(ada.data().gold()).isEqualTo(5);
        assertThat(ada.isActive()).isTrue();
        assertThat(here.view("ada")).contains(new Player(5, List.of()));
    }

    @Test
    void S6_one_that_is_revived_after_it_was_handled_takes_effect_once() throws InterruptedException {
        Profile<Player> ada = network.await(there.loadAsync("ada"));
        handle();
        Gate gate = arena.store().hold(EngineVerb.COMMIT);
        send(Duration.ofSeconds(1));
        gate.awaitWaiting(1, Duration.ofSeconds(10));
        assertThat(ada.data().gold()).isEqualTo(5);
        network.advance(Duration.ofSeconds(2));
        sweep();
        assertThat(here.retryDeadLetter("ada", "gift")).isTrue();
        network.advance(Duration.ofSeconds(6));
        gate.open();
        network.advance(Duration.ofSeconds(10));
        assertThat(ada.data().gold()).isEqualTo(5);
        assertThat(ada.isActive()).isTrue();
        assertThat(here.view("ada")).contains(new Player(5, List.of()));
        assertThat(dead()).isEmpty();
    }
}
