package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.Ended;
import dev.latchkey.Ending;
import dev.latchkey.NestedChangeException;
import dev.latchkey.Profile;
import dev.latchkey.SessionEndedException;
import dev.latchkey.testkit.EngineVerb;
import dev.latchkey.testkit.Gate;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The game's code throws, hangs or calls back in, and the protocol goes on (rule L4). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CallbackTest {
    private final TestNetwork network = new TestNetwork();
    private final TestServer lobby = network.server("lobby");
    private final TestServer arena = network.server("arena");
    private final CompletableFuture<Boolean> release = new CompletableFuture<>();

    @AfterEach
    void close() {
        release.complete(true);
        network.close();
    }

    @Test
    void L4_a_callback_that_throws_ends_the_session_like_any_other() {
        Profile<Player> here = Player.on(lobby).load("ada");
        here.onEnding(ending -> {
            throw new IllegalStateException("a fault of the game");
        });
        Player.earn(here, 1);
        assertThat(Player.on(arena).load("ada").data().gold()).isEqualTo(1);
    }

    @Test
    void L4_a_callback_that_hangs_is_waited_for_until_the_deadline_and_no_longer() {
        Profile<Player> here = Player.on(lobby).load("ada");
        CompletableFuture<Ending> told = new CompletableFuture<>();
        here.onEnding(ending -> {
            told.complete(ending);
            release.join();
        });
        Player.earn(here, 1);
        long begun = network.clock().nanos();
        CompletableFuture<Profile<Player>> load = Player.on(arena).loadAsync("ada");
        Ending ending = network.await(told);
        assertThat(ending.to()).isEqualTo(arena.latchkey().serverId());
        Player.earn(here, 1);

        Profile<Player> there = network.await(load);

        assertThat(there.data().gold()).isEqualTo(2);
        assertThat(Duration.ofNanos(network.clock().nanos() - begun))
                .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
        assertThat(ending.deadline())
                .isBetween(
                        network.clock().instant().minusSeconds(1),
                        network.clock().instant());
        assertThatThrownBy(() -> Player.earn(here, 1)).isInstanceOf(SessionEndedException.class);
    }

    @Test
    void L4_an_update_that_hangs_holds_up_nobody_and_the_last_whole_state_counts() {
        Profile<Player> here = Player.on(lobby).load("ada");
        Player.earn(here, 1);
        CompletableFuture<Boolean> inside = new CompletableFuture<>();
        CompletableFuture<Player> hanging = here.updateAsync(player -> {
            inside.complete(true);
            release.join();
            return player.withGold(1_000);
        });
        network.await(inside);

        Profile<Player> there = network.await(Player.on(arena).loadAsync("ada"));

        assertThat(there.data().gold()).isEqualTo(1);
        release.complete(true);
        assertThatThrownBy(() -> network.await(hanging)).isInstanceOf(SessionEndedException.class);
    }

    @Test
    void callbacks_may_call_back_in() {
        Profile<Player> here = Player.on(lobby).load("ada");
        CompletableFuture<Profile<Player>> again = new CompletableFuture<>();
        here.onEnding(ending -> {
            Player.earn(here, 1);
            here.save().join();
            here.close();
        });
        here.onEnded(ended -> again.complete(Player.on(lobby).load("bob")));
        assertThat(Player.on(arena).load("ada").data().gold()).isEqualTo(1);
        assertThat(network.await(again).key()).isEqualTo("bob");
    }

    @Test
    void an_update_inside_an_update_is_refused() {
        Profile<Player> here = Player.on(lobby).load("ada");
        assertThatThrownBy(() -> here.update(player -> {
                    Player.earn(here, 1);
                    return player;
                }))
                .isInstanceOf(NestedChangeException.class)
                .hasMessageContaining("players/ada");
    }

    @Test
    void a_listener_that_comes_late_hears_it_too() {
        Profile<Player> here = Player.on(lobby).load("ada");
        here.close();
        CompletableFuture<Ended> ended = new CompletableFuture<>();
        here.onEnded(ended::complete);
        assertThat(network.await(ended).orphanedBytes()).isZero();
    }

    @Test
    void a_game_that_hangs_on_a_save_future_holds_up_nobody() {
        Profile<Player> ada = Player.on(lobby).load("ada");
        Profile<Player> bob = Player.on(lobby).load("bob");
        Player.earn(ada, 1);
        Player.earn(bob, 1);
        Gate gate = lobby.store().hold(EngineVerb.COMMIT);
        CompletableFuture<Boolean> unused = ada.save().thenApply(saved -> release.join());
        gate.open();
        network.await(bob.save());
        Player.earn(ada, 1);
        network.await(ada.save());
    }
}
