package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.Conflict;
import dev.latchkey.EndReason;
import dev.latchkey.Ended;
import dev.latchkey.Ending;
import dev.latchkey.Fate;
import dev.latchkey.OvertakenException;
import dev.latchkey.Profile;
import dev.latchkey.ProfileInUseException;
import dev.latchkey.SessionEndedException;
import dev.latchkey.UnknownServerException;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A player hops from one server to another (rules S3, L4, L5, L7). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HandOffTest {
    private final TestNetwork network = new TestNetwork();
    private final TestServer lobby = network.server("lobby");
    private final TestServer arena = network.server("arena");

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void L4_the_next_server_gets_the_newest_state_at_once() {
        Profile<Player> here = Player.on(lobby).load("ada");
        Player.earn(here, 100);
        here.save().join();
        Player.earn(here, 11);

        Profile<Player> there = Player.on(arena).load("ada");

        assertThat(there.data().gold()).isEqualTo(111);
        assertThat(there.isActive()).isTrue();
        assertThat(here.isActive()).isFalse();
        assertThatThrownBy(() -> Player.earn(here, 1)).isInstanceOf(SessionEndedException.class);
        here.close();
    }

    @Test
    void L4_the_game_hears_why_and_updates_a_last_time() throws InterruptedException {
        BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
        BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
        Profile<Player> here = Player.on(lobby).load("ada");
        here.onEnding(ending -> {
            endings.add(ending);
            here.update(player -> player.withItem("goodbye"));
        });
        here.onEnded(ended::add);

        Profile<Player> there = Player.on(arena).load("ada");

        assertThat(there.data().items()).containsExactly("goodbye");
        assertThat(endings.take().reason()).isEqualTo(EndReason.HANDED_OFF);
        Ended end = ended.take();
        assertThat(end.reason()).isEqualTo(EndReason.HANDED_OFF);
        assertThat(end.fate()).isEqualTo(Fate.STORED);
    }

    @Test
    void L4_a_later_load_elsewhere_overtakes() {
        TestServer third = network.server("third");
        Profile<Player> here = Player.on(lobby).load("ada");
        CompletableFuture<Ending> told = new CompletableFuture<>();
        CompletableFuture<Boolean> goOn = new CompletableFuture<>();
        here.onEnding(ending -> {
            told.complete(ending);
            goOn.join();
        });
        CompletableFuture<Profile<Player>> first = Player.on(arena).loadAsync("ada");
        network.await(told);
        CompletableFuture<Profile<Player>> second = Player.on(third).loadAsync("ada");
        network.settle();
        goOn.complete(true);

        assertThat(network.await(second).isActive()).isTrue();
        assertThatThrownBy(() -> network.await(first)).isInstanceOf(OvertakenException.class);
    }

    @Test
    void L7_fail_names_the_owner_and_since_when() {
        Profile<Player> here = Player.on(lobby).load("ada");
        assertThatThrownBy(() -> Player.on(arena).load("ada", options -> options.withConflict(Conflict.FAIL)))
                .isInstanceOfSatisfying(ProfileInUseException.class, refused -> {
                    assertThat(refused.serverName()).isEqualTo("lobby");
                    assertThat(refused.server()).isEqualTo(lobby.latchkey().serverId());
                    assertThat(refused.since()).hasValue(network.clock().instant());
                    assertThat(refused).hasMessageContaining("owner=lobby").hasMessageContaining("players/ada");
                });
        assertThat(here.isActive()).isTrue();
    }

    @Test
    void L7_a_paused_owner_whose_lease_holds_is_not_robbed_and_the_load_fails_with_its_name() {
        Profile<Player> here = Player.on(lobby).load("ada");
        lobby.pause();
        CompletableFuture<Profile<Player>> load =
                Player.on(arena).loadAsync("ada", options -> options.withPatience(Duration.ofSeconds(3)));
        assertThatThrownBy(() -> network.await(load))
                .isInstanceOf(ProfileInUseException.class)
                .hasMessageContaining("owner=lobby")
                .hasMessageContaining("answered=false");
        assertThat(here.isActive()).isTrue();
    }

    @Test
    void L7_a_stolen_session_is_active_on_one_server_only_and_the_old_owners_edits_are_an_orphan() {
        Profile<Player> here = Player.on(lobby).load("ada");
        CompletableFuture<Ended> ended = new CompletableFuture<>();
        CompletableFuture<Ending> ending = new CompletableFuture<>();
        here.onEnding(ending::complete);
        here.onEnded(ended::complete);
        Player.earn(here, 5);

        Profile<Player> there = Player.on(arena).load("ada", options -> options.withConflict(Conflict.STEAL));
        network.settle();

        assertThat(here.isActive()).isFalse();
        assertThat(network.await(ended).reason()).isEqualTo(EndReason.STOLEN);
        assertThat(network.await(ended).fate()).isEqualTo(Fate.ORPHANED);
        assertThat(network.await(ending).reason()).isEqualTo(EndReason.STOLEN);
        assertThat(there.data().gold()).isZero();
        network.advance(Duration.ofSeconds(1));
        assertThat(there.isActive()).isTrue();
        assertThatThrownBy(here::close).isInstanceOf(SessionEndedException.class);
    }

    @Test
    void a_transfer_waits_for_the_player_on_the_other_server() {
        Profile<Player> here = Player.on(lobby).load("ada");
        Player.earn(here, 7);
        network.await(here.transferTo("arena"));
        network.settle();
        assertThat(here.isActive()).isFalse();
        assertThat(Player.on(arena).load("ada").data().gold()).isEqualTo(7);
    }

    @Test
    void a_transfer_to_an_unknown_server_changes_nothing() {
        Profile<Player> here = Player.on(lobby).load("ada");
        assertThatThrownBy(() -> network.await(here.transferTo("nowhere"))).isInstanceOf(UnknownServerException.class);
        assertThat(here.isActive()).isTrue();
    }

    @Test
    void L6_without_the_bus_a_hand_off_takes_seconds_and_no_more() {
        Profile<Player> here = Player.on(lobby).load("ada");
        Player.earn(here, 9);
        lobby.bus().cut();
        arena.bus().cut();
        long begun = network.clock().nanos();
        Profile<Player> there = network.await(Player.on(arena).loadAsync("ada"));
        assertThat(there.data().gold()).isEqualTo(9);
        assertThat(Duration.ofNanos(network.clock().nanos() - begun)).isLessThanOrEqualTo(Duration.ofSeconds(6));
    }
}
