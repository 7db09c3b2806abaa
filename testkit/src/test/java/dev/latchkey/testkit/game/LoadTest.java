package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.AlreadyOpenException;
import dev.latchkey.LoadOptions;
import dev.latchkey.LoadTimeoutException;
import dev.latchkey.OverloadedException;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.SessionEndedException;
import dev.latchkey.ShuttingDownException;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.testkit.EngineVerb;
import dev.latchkey.testkit.Gate;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loads on one server: twice, shared, cancelled, again at once (rules L9, L10). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LoadTest {
    private final TestNetwork network = new TestNetwork();
    private final TestServer lobby = network.server("lobby", options -> options.withMaxLoads(2));
    private final ProfileStore<Player> players = Player.on(lobby);

    @AfterEach
    void close() {
        network.close();
    }

    private static LoadOptions shared(LoadOptions options) {
        return options.withShared(true);
    }

    private boolean isFree(String key) {
        return Objects.requireNonNull(network.store().records().get(new ProfileId("players", key)))
                        .head()
                        .owner()
                == null;
    }

    @Test
    void a_second_load_is_a_named_error_and_the_first_goes_on() {
        Profile<Player> ada = players.load("ada");
        assertThatThrownBy(() -> players.load("ada"))
                .isInstanceOf(AlreadyOpenException.class)
                .hasMessageContaining("withShared");
        assertThat(ada.isActive()).isTrue();
        assertThat(players.opened("ada")).isPresent();
        assertThat(players.opened("bob")).isEmpty();
    }

    @Test
    void close_then_load_again_at_once_works() {
        Profile<Player> ada = players.load("ada");
        Player.earn(ada, 1);
        CompletableFuture<Void> closed = ada.closeAsync();
        Profile<Player> again = players.load("ada");
        assertThat(again.data().gold()).isEqualTo(1);
        network.await(closed.thenApply(done -> true));
        assertThat(again.isActive()).isTrue();
        assertThat(ada.isActive()).isFalse();
    }

    @Test
    void a_shared_session_ends_with_the_last_share() {
        Profile<Player> first = players.load("ada", LoadTest::shared);
        Profile<Player> second = players.load("ada", LoadTest::shared);
        Player.earn(first, 1);
        Player.earn(second, 1);
        first.close();
        assertThat(first.isActive()).isFalse();
        assertThatThrownBy(() -> Player.earn(first, 1)).isInstanceOf(SessionEndedException.class);
        assertThat(second.isActive()).isTrue();
        assertThat(second.saved().gold()).isEqualTo(2);
        second.close();
        assertThat(isFree("ada")).isTrue();
        assertThat(players.load("ada", LoadTest::shared).data().gold()).isEqualTo(2);
    }

    @Test
    void shares_that_load_at_the_same_time_get_one_session() {
        Gate gate = lobby.store().hold(EngineVerb.OPEN);
        CompletableFuture<Profile<Player>> first = players.loadAsync("ada", LoadTest::shared);
        CompletableFuture<Profile<Player>> second = players.loadAsync("ada", LoadTest::shared);
        first.cancel(false);
        gate.open();
        Profile<Player> profile = network.await(second);
        assertThat(profile.isActive()).isTrue();
        profile.close();
        assertThat(isFree("ada")).isTrue();
    }

    @Test
    void L9_a_cancelled_load_gives_back_what_it_is_granted() throws InterruptedException {
        Gate gate = lobby.store().hold(EngineVerb.OPEN);
        CompletableFuture<Profile<Player>> load = players.loadAsync("ada");
        gate.awaitWaiting(1, Duration.ofSeconds(5));
        load.cancel(false);
        gate.open();
        network.advance(Duration.ofSeconds(1));
        assertThat(isFree("ada")).isTrue();
        assertThat(players.load("ada").isActive()).isTrue();
    }

    @Test
    void a_load_that_the_store_does_not_answer_times_out() {
        lobby.store().outage(true);
        CompletableFuture<Profile<Player>> load =
                players.loadAsync("ada", options -> options.withPatience(Duration.ofSeconds(2)));
        assertThatThrownBy(() -> network.await(load)).isInstanceOf(LoadTimeoutException.class);
        lobby.store().outage(false);
        network.advance(Duration.ofSeconds(2));
        assertThat(players.load("ada").isActive()).isTrue();
    }

    @Test
    void more_loads_than_allowed_are_refused_at_once() {
        Gate gate = lobby.store().hold(EngineVerb.OPEN);
        CompletableFuture<Profile<Player>> ada = players.loadAsync("ada");
        CompletableFuture<Profile<Player>> bob = players.loadAsync("bob");
        assertThatThrownBy(() -> players.loadAsync("cy")).isInstanceOf(OverloadedException.class);
        gate.open();
        assertThat(network.await(ada).isActive()).isTrue();
        assertThat(network.await(bob).isActive()).isTrue();
        assertThat(players.load("cy").isActive()).isTrue();
    }

    @Test
    void L10_a_server_that_is_closed_refuses_loads_and_leaves_nothing_locked() {
        Profile<Player> ada = players.load("ada");
        Player.earn(ada, 1);
        lobby.close();
        assertThat(isFree("ada")).isTrue();
        assertThat(ada.isActive()).isFalse();
        assertThat(ada.saved().gold()).isEqualTo(1);
        assertThatThrownBy(() -> players.load("bob")).isInstanceOf(ShuttingDownException.class);
        ada.close();
    }
}
