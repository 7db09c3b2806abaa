package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.Ref;
import dev.latchkey.TransactionConflictException;
import dev.latchkey.Tx;
import dev.latchkey.testkit.EngineVerb;
import dev.latchkey.testkit.Fault;
import dev.latchkey.testkit.Gate;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Transactions over several profiles, wherever they are (rule S7). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TradeTest {
    private final TestNetwork network = new TestNetwork();
    private final TestServer lobby = network.server("lobby");
    private final TestServer arena = network.server("arena");

    @AfterEach
    void close() {
        network.close();
    }

    private static Profile<Player> rich(TestServer server, String key, long gold) {
        Profile<Player> profile = Player.on(server).load(key);
        Player.earn(profile, gold);
        profile.save().join();
        return profile;
    }

    /** Ada pays Bob. */
    private static CompletableFuture<Boolean> pay(TestServer server, long gold) {
        ProfileStore<Player> players = Player.on(server);
        Ref<Player> ada = players.ref("ada");
        Ref<Player> bob = players.ref("bob");
        return server.latchkey().transactAsync(List.of(ada, bob), tx -> pay(tx, ada, bob, gold));
    }

    private static boolean pay(Tx tx, Ref<Player> from, Ref<Player> to, long gold) {
        if (tx.get(from).gold() < gold) {
            throw new IllegalStateException("too poor");
        }
        tx.update(from, player -> player.withGold(player.gold() - gold));
        tx.update(to, player -> player.withGold(player.gold() + gold));
        return true;
    }

    private long stored(String key) {
        return network.await(Player.on(lobby).viewAsync(key)).orElseThrow().gold();
    }

    @Test
    void S7_on_one_server_it_is_one_round_trip_and_unsaved_changes_go_with_it() {
        Profile<Player> ada = rich(lobby, "ada", 100);
        Profile<Player> bob = rich(lobby, "bob", 1);
        Player.earn(ada, 5);
        long before = lobby.store().calls(EngineVerb.COMMIT);
        long opens = lobby.store().calls(EngineVerb.OPEN);

        assertThat(network.await(pay(lobby, 30))).isTrue();

        assertThat(lobby.store().calls(EngineVerb.COMMIT) - before).isEqualTo(1);
        assertThat(lobby.store().calls(EngineVerb.OPEN)).isEqualTo(opens);
        assertThat(ada.data().gold()).isEqualTo(75);
        assertThat(ada.saved().gold()).isEqualTo(75);
        assertThat(bob.data().gold()).isEqualTo(31);
        assertThat(stored("ada") + stored("bob")).isEqualTo(106);
    }

    @Test
    void S7_across_two_servers_both_see_it_and_go_on() {
        Profile<Player> ada = rich(lobby, "ada", 100);
        Profile<Player> bob = rich(arena, "bob", 1);
        Player.earn(bob, 1);

        network.await(pay(lobby, 30));
        network.settle();

        assertThat(ada.data().gold()).isEqualTo(70);
        assertThat(bob.data().gold()).isEqualTo(32);
        Player.earn(bob, 1);
        network.await(bob.save());
        assertThat(stored("bob")).isEqualTo(33);
        assertThat(bob.isActive()).isTrue();
    }

    @Test
    void S7_with_a_profile_that_nobody_has_open() {
        rich(lobby, "ada", 100);
        network.await(pay(lobby, 30));
        assertThat(stored("bob")).isEqualTo(30);
        assertThat(network.await(Player.on(arena).loadAsync("bob")).data().gold())
                .isEqualTo(30);
    }

    @Test
    void S7_what_the_function_throws_changes_nothing_and_is_thrown() {
        Profile<Player> ada = rich(lobby, "ada", 10);
        Profile<Player> bob = rich(arena, "bob", 1);
        assertThatThrownBy(() -> network.await(pay(lobby, 30))).hasMessage("too poor");
        network.settle();
        Player.earn(ada, 1);
        Player.earn(bob, 1);
        assertThat(ada.data().gold()).isEqualTo(11);
        assertThat(bob.data().gold()).isEqualTo(2);
    }

    @Test
    void S7_updates_of_a_frozen_profile_wait_and_are_not_lost() throws InterruptedException {
        Profile<Player> ada = rich(lobby, "ada", 100);
        rich(lobby, "bob", 1);
        Gate gate = lobby.store().hold(EngineVerb.COMMIT);
        CompletableFuture<Boolean> paid = pay(lobby, 30);
        gate.awaitWaiting(1, Duration.ofSeconds(5));
        CompletableFuture<Player> update = ada.updateAsync(player -> player.withGold(player.gold() + 1));
        network.settle();
        assertThat(update).isNotDone();
        gate.open();
        network.await(paid);
        assertThat(network.await(update).gold()).isEqualTo(71);
    }

    @Test
    void S7_the_other_servers_crash_delays_it_until_its_lease_is_over() {
        network.advance(Duration.ofSeconds(10));
        rich(lobby, "ada", 100);
        rich(arena, "bob", 1);
        arena.crash();
        assertThatThrownBy(() -> network.await(pay(lobby, 30))).isInstanceOf(TransactionConflictException.class);
        network.advance(Duration.ofSeconds(10));
        network.await(pay(lobby, 30));
        assertThat(stored("ada")).isEqualTo(70);
        assertThat(stored("bob")).isEqualTo(31);
    }

    @Test
    void S7_a_coordinator_that_crashes_after_freezing_leaves_nobody_frozen() {
        rich(lobby, "ada", 100);
        Profile<Player> bob = rich(arena, "bob", 1);
        lobby.store().next(EngineVerb.COMMIT, Fault.LOST_REQUEST);
        CompletableFuture<Boolean> unheard = pay(lobby, 30);
        network.settle();
        lobby.crash();
        CompletableFuture<Player> update = bob.updateAsync(player -> player.withGold(player.gold() + 1));
        network.advance(Duration.ofSeconds(3));
        assertThat(network.await(update).gold()).isEqualTo(2);
        assertThat(unheard).isNotDone();
    }

    @Test
    void S7_a_reply_that_is_lost_is_recognised() {
        Profile<Player> ada = rich(lobby, "ada", 100);
        rich(arena, "bob", 1);
        lobby.store().next(EngineVerb.COMMIT, Fault.LOST_REPLY);
        network.await(pay(lobby, 30));
        assertThat(ada.data().gold()).isEqualTo(70);
        assertThat(stored("bob")).isEqualTo(31);
    }

    @Test
    void S7_many_at_once_conserve_the_gold() {
        rich(lobby, "ada", 100);
        rich(arena, "bob", 100);
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(pay(i % 2 == 0 ? lobby : arena, 1));
        }
        all.forEach(network::await);
        assertThat(stored("ada")).isEqualTo(90);
        assertThat(stored("bob")).isEqualTo(110);
    }
}
