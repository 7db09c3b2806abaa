package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.Ended;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.Ref;
import dev.latchkey.SessionEndedException;
import dev.latchkey.TransactionConflictException;
import dev.latchkey.testkit.EngineVerb;
import dev.latchkey.testkit.Fault;
import dev.latchkey.testkit.Gate;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What comes between a transaction and the sessions that it is about (rules S7, S8). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TradeRacesTest {
    private final TestNetwork network = new TestNetwork();
    private final TestServer lobby = network.server("lobby");
    private final TestServer arena = network.server("arena");
    /** While it is closed, the lobby's game takes its time over each value that it reads or writes. */
    private final Door door = new Door();

    /** Where code of the game hangs, until the test opens. */
    private static final class Door {
        private volatile CompletableFuture<Boolean> open = CompletableFuture.completedFuture(true);

        void shut() {
            open = new CompletableFuture<>();
        }

        void open() {
            open.complete(true);
        }

        @Nullable
        String pass() {
            open.join();
            return null;
        }
    }

    @AfterEach
    void close() {
        door.open();
        network.close();
    }

    private ProfileStore<Player> slow(TestServer server) {
        return server.latchkey()
                .profiles(
                        "players", Player.class, Player::fresh, options -> options.withValidation(each -> door.pass()));
    }

    private static Profile<Player> rich(ProfileStore<Player> store, String key, long gold) {
        Profile<Player> profile = store.load(key);
        Player.earn(profile, gold);
        profile.save().join();
        return profile;
    }

    /** Ada pays Bob. */
    private static CompletableFuture<Boolean> pay(TestServer server, long gold) {
        return pay(server, gold, new AtomicInteger());
    }

    private static CompletableFuture<Boolean> pay(TestServer server, long gold, AtomicInteger runs) {
        ProfileStore<Player> players = Player.on(server);
        Ref<Player> ada = players.ref("ada");
        Ref<Player> bob = players.ref("bob");
        return server.latchkey().transactAsync(List.of(ada, bob), tx -> {
            runs.incrementAndGet();
            tx.update(ada, player -> player.withGold(player.gold() - gold));
            tx.update(bob, player -> player.withGold(player.gold() + gold));
            return true;
        });
    }

    private long stored(String key) {
        return network.await(Player.on(lobby).viewAsync(key)).orElseThrow().gold();
    }

    @Test
    void S7_a_hand_off_right_after_it_carries_what_it_stored_even_if_nobody_here_has_read_that() {
        Profile<Player> ada = rich(slow(lobby), "ada", 100);
        rich(Player.on(lobby), "bob", 1);
        Gate gate = lobby.store().hold(EngineVerb.COMMIT);
        CompletableFuture<Boolean> paid = pay(lobby, 31);
        network.settle();
        door.shut();
        gate.open();
        network.settle();
        assertThat(stored("ada")).isEqualTo(69);
        assertThat(paid).as("the game is still reading").isNotDone();

        Profile<Player> there = network.await(Player.on(arena).loadAsync("ada"));

        assertThat(there.data().gold()).isEqualTo(69);
        door.open();
        network.await(paid);
        assertThat(ada.isActive()).isFalse();
    }

    @Test
    void S7_whoever_hears_that_it_is_stored_finds_it_in_the_profile() {
        Profile<Player> ada = rich(slow(lobby), "ada", 100);
        rich(Player.on(lobby), "bob", 1);
        for (int i = 1; i <= 50; i++) {
            Player.earn(ada, 1);
            CompletableFuture<Long> seen =
                    pay(lobby, 1).thenApply(paid -> ada.data().gold());
            assertThat(network.await(seen)).isEqualTo(100);
        }
    }

    @Test
    void S8_one_that_comes_while_the_game_is_loading_waits_for_the_data() {
        rich(Player.on(lobby), "ada", 100).close();
        rich(Player.on(arena), "bob", 1);
        door.shut();
        CompletableFuture<Profile<Player>> load = slow(lobby).loadAsync("ada");
        network.settle();
        CompletableFuture<Boolean> paid = pay(arena, 30);
        network.advance(Duration.ofSeconds(1));
        assertThat(paid).isNotDone();

        door.open();

        assertThat(network.await(paid)).isTrue();
        network.settle();
        assertThat(network.await(load).data().gold()).isEqualTo(70);
        assertThat(stored("ada")).isEqualTo(70);
        assertThat(stored("bob")).isEqualTo(31);
    }

    @Test
    void S7_a_freeze_waits_for_the_update_that_is_running_and_the_end_of_a_session_waits_for_neither() {
        Profile<Player> ada = rich(Player.on(lobby), "ada", 100);
        rich(Player.on(lobby), "bob", 1);
        CompletableFuture<Boolean> goOn = new CompletableFuture<>();
        CompletableFuture<Player> update = ada.updateAsync(player -> {
            goOn.join();
            return player.withGold(player.gold() + 1);
        });
        network.settle();
        CompletableFuture<Boolean> paid = pay(lobby, 30);
        network.settle();
        assertThat(paid).isNotDone();
        goOn.complete(true);
        assertThat(network.await(update).gold()).isEqualTo(101);
        network.await(paid);
        assertThat(ada.data().gold()).isEqualTo(71);

        CompletableFuture<Boolean> never = new CompletableFuture<>();
        CompletableFuture<Player> hangs = ada.updateAsync(player -> {
            never.join();
            return player.withGold(0);
        });
        network.settle();
        CompletableFuture<Boolean> other = pay(lobby, 30);
        network.settle();
        network.await(ada.closeAsync());
        assertThat(network.await(other))
                .as("without a session here it is opened")
                .isTrue();
        assertThat(stored("ada")).isEqualTo(41);
        never.complete(true);
        assertThatThrownBy(() -> network.await(hangs)).isInstanceOf(SessionEndedException.class);
    }

    @Test
    void S7_updates_beside_transactions_of_two_servers_are_not_lost() {
        Profile<Player> ada = rich(Player.on(lobby), "ada", 1_000);
        Profile<Player> bob = rich(Player.on(arena), "bob", 1_000);
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(pay(i % 2 == 0 ? lobby : arena, 1));
            all.add(ada.updateAsync(player -> player.withGold(player.gold() + 1)));
            all.add(bob.updateAsync(player -> player.withGold(player.gold() + 1)));
            all.add(ada.save());
        }
        all.forEach(network::await);
        assertThat(ada.data().gold()).isEqualTo(1_000);
        assertThat(bob.data().gold()).isEqualTo(1_040);
        network.await(ada.closeAsync());
        network.await(bob.closeAsync());
        assertThat(stored("ada")).isEqualTo(1_000);
        assertThat(stored("bob")).isEqualTo(1_040);
    }

    @Test
    void S7_a_transaction_whose_server_stands_still_is_defeated_and_runs_again_on_fresh_data() {
        rich(Player.on(lobby), "ada", 100);
        Profile<Player> bob = rich(Player.on(arena), "bob", 1);
        Gate gate = lobby.store().hold(EngineVerb.COMMIT);
        AtomicInteger runs = new AtomicInteger();
        CompletableFuture<Boolean> paid = pay(lobby, 30, runs);
        network.settle();
        CompletableFuture<Player> update = bob.updateAsync(player -> player.withGold(player.gold() + 5));
        network.advance(Duration.ofSeconds(3));
        assertThat(update).as("the freeze is over").isDone();
        gate.open();

        assertThat(network.await(paid)).isTrue();
        network.settle();
        assertThat(runs).hasValue(2);
        assertThat(bob.data().gold()).isEqualTo(36);
        assertThat(stored("ada")).isEqualTo(70);
    }

    @Test
    void S7_a_coordinator_that_dies_after_its_commit_leaves_it_stored_and_the_other_server_adopts_it() {
        rich(Player.on(lobby), "ada", 100);
        Profile<Player> bob = rich(Player.on(arena), "bob", 1);
        Player.earn(bob, 1);
        lobby.store().next(EngineVerb.COMMIT, Fault.LOST_REPLY);
        CompletableFuture<Boolean> unheard = pay(lobby, 30);
        network.settle();
        lobby.crash();

        network.advance(Duration.ofSeconds(3));

        assertThat(bob.data().gold()).isEqualTo(32);
        assertThat(bob.saved().gold()).isEqualTo(32);
        Player.earn(bob, 1);
        network.await(bob.closeAsync());
        assertThat(network.await(Player.on(arena).loadAsync("bob")).data().gold())
                .isEqualTo(33);
        assertThat(unheard).isNotDone();
    }

    @Test
    void S7_without_the_bus_it_fails_in_time_and_nobody_stays_frozen() {
        Profile<Player> ada = rich(Player.on(lobby), "ada", 100);
        Profile<Player> bob = rich(Player.on(arena), "bob", 1);
        arena.bus().cut();
        assertThatThrownBy(() -> network.await(pay(lobby, 30)))
                .isInstanceOfSatisfying(
                        TransactionConflictException.class,
                        failed -> assertThat(failed.profile()).isEqualTo(bob.id()));
        Player.earn(ada, 1);
        Player.earn(bob, 1);
        arena.bus().restore();
        assertThat(network.await(pay(lobby, 30))).isTrue();
        network.settle();
        assertThat(ada.data().gold()).isEqualTo(71);
        assertThat(bob.data().gold()).isEqualTo(32);
    }

    @Test
    void S7_a_server_that_stands_still_keeps_nobody_frozen_and_takes_part_again() {
        Profile<Player> ada = rich(Player.on(lobby), "ada", 100);
        rich(Player.on(arena), "bob", 1);
        arena.pause();
        assertThatThrownBy(() -> network.await(pay(lobby, 30))).isInstanceOf(TransactionConflictException.class);
        Player.earn(ada, 1);
        arena.resume();
        assertThat(network.await(pay(lobby, 30))).isTrue();
        assertThat(stored("ada")).isEqualTo(71);
        assertThat(stored("bob")).isEqualTo(31);
    }

    @Test
    void S7_a_session_that_is_asked_for_while_frozen_settles_it_first() {
        Profile<Player> ada = rich(Player.on(lobby), "ada", 100);
        rich(Player.on(lobby), "bob", 1);
        CompletableFuture<Ended> ended = new CompletableFuture<>();
        ada.onEnded(ended::complete);
        Gate gate = lobby.store().hold(EngineVerb.COMMIT);
        CompletableFuture<Boolean> paid = pay(lobby, 30);
        network.settle();
        CompletableFuture<Profile<Player>> load = Player.on(arena).loadAsync("ada");
        network.settle();
        assertThat(load).isNotDone();
        gate.open();
        assertThat(network.await(load).data().gold()).isEqualTo(70);
        assertThat(network.await(paid)).isTrue();
        assertThat(network.await(ended).orphanedBytes()).isZero();
    }

    @Test
    void S8_a_profile_that_cannot_be_encoded_takes_no_part_and_keeps_its_data() {
        AtomicBoolean valid = new AtomicBoolean(true);
        ProfileStore<Player> picky = lobby.latchkey()
                .profiles(
                        "players",
                        Player.class,
                        Player::fresh,
                        options -> options.withValidation(player -> valid.get() ? null : "not today"));
        Profile<Player> ada = rich(picky, "ada", 100);
        rich(Player.on(arena), "bob", 1);
        valid.set(false);
        assertThatThrownBy(() -> network.await(pay(arena, 30))).isInstanceOf(TransactionConflictException.class);
        valid.set(true);
        assertThat(stored("ada")).isEqualTo(100);
        Player.earn(ada, 1);
        network.await(ada.save());
        assertThat(stored("ada")).isEqualTo(101);
    }
}
