package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Profile;
import dev.latchkey.testkit.EngineVerb;
import dev.latchkey.testkit.Gate;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Store round trips and bus messages, exactly as {@code docs/protocol.md} promises ("The work per operation"). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class WorkPerOperationTest {
    /** But for a look into the mailbox, which follows a grant of another server and holds nobody up (S6). */
    private static final Set<EngineVerb> ALL = EnumSet.complementOf(EnumSet.of(EngineVerb.FETCH));

    private static final Set<EngineVerb> NO_HEARTBEAT =
            EnumSet.complementOf(EnumSet.of(EngineVerb.RENEW, EngineVerb.FETCH));

    private final TestNetwork network = new TestNetwork();
    private final TestServer lobby = network.server("lobby");
    private final TestServer arena = network.server("arena");

    @AfterEach
    void close() {
        network.close();
    }

    private static long calls(TestServer server, Set<EngineVerb> verbs) {
        return verbs.stream().mapToLong(server.store()::calls).sum();
    }

    /** Round trips of both servers, and messages. */
    private List<Long> spent(Runnable operation) {
        network.settle();
        long here = calls(lobby, ALL);
        long there = calls(arena, ALL);
        long messages = network.messages();
        operation.run();
        network.settle();
        return List.of(calls(lobby, ALL) - here, calls(arena, ALL) - there, network.messages() - messages);
    }

    @Test
    void load_of_a_free_profile_is_one_round_trip() {
        assertThat(spent(() -> Player.on(lobby).load("ada"))).containsExactly(1L, 0L, 0L);
    }

    @Test
    void save_is_one_round_trip() {
        Profile<Player> ada = Player.on(lobby).load("ada");
        assertThat(spent(() -> {
                    Player.earn(ada, 1);
                    ada.save().join();
                }))
                .containsExactly(1L, 0L, 0L);
    }

    @Test
    void saves_in_flight_share_round_trips() throws InterruptedException {
        List<Profile<Player>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(Player.on(lobby).load("p" + i));
        }
        Gate gate = lobby.store().hold(EngineVerb.COMMIT);
        long before = lobby.store().calls(EngineVerb.COMMIT);
        List<CompletableFuture<Void>> saves = new ArrayList<>();
        for (Profile<Player> profile : all) {
            Player.earn(profile, 1);
            saves.add(profile.save());
        }
        gate.awaitWaiting(1, Duration.ofSeconds(5));
        gate.open();
        saves.forEach(CompletableFuture::join);
        // Two batches may be in flight; what comes meanwhile goes with the next one.
        assertThat(lobby.store().calls(EngineVerb.COMMIT) - before).isBetween(1L, 3L);
    }

    @Test
    void save_and_release_is_one_round_trip() {
        Profile<Player> ada = Player.on(lobby).load("ada");
        Player.earn(ada, 1);
        assertThat(spent(ada::close)).containsExactly(1L, 0L, 0L);
    }

    @Test
    void hand_off_is_the_refused_open_one_write_and_two_messages() {
        Profile<Player> ada = Player.on(lobby).load("ada");
        Player.earn(ada, 1);
        assertThat(spent(() -> Player.on(arena).load("ada"))).containsExactly(1L, 1L, 2L);
    }

    @Test
    void hand_off_of_an_unchanged_profile_is_the_same() {
        Profile<Player> ada = Player.on(lobby).load("ada");
        assertThat(spent(() -> Player.on(arena).load("ada"))).containsExactly(1L, 1L, 2L);
        assertThat(ada.isActive()).isFalse();
    }

    @Test
    void mail_is_looked_for_once_after_a_hand_off_and_never_after_a_load() {
        Player.on(lobby).load("ada");
        network.settle();
        assertThat(lobby.store().calls(EngineVerb.FETCH)).isZero();
        Profile<Player> ada = Player.on(arena).load("ada");
        network.settle();
        assertThat(ada.isActive()).isTrue();
        assertThat(arena.store().calls(EngineVerb.FETCH)).isEqualTo(1);
    }

    @Test
    void takeover_of_the_first_session_is_three_round_trips_and_of_each_further_one_is_one() {
        Player.on(lobby).load("ada");
        Player.on(lobby).load("bob");
        network.advance(Duration.ofSeconds(8));
        lobby.crash();
        network.advance(Duration.ofSeconds(16));
        long before = calls(arena, NO_HEARTBEAT);
        Player.on(arena).load("ada");
        network.settle();
        assertThat(calls(arena, NO_HEARTBEAT) - before).isLessThanOrEqualTo(3);
        assertThat(spent(() -> Player.on(arena).load("bob"))).containsExactly(0L, 1L, 0L);
    }

    @Test
    void resuming_after_an_outage_is_one_round_trip_for_all_sessions() {
        List<Profile<Player>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(Player.on(lobby).load("p" + i));
        }
        lobby.store().outage(true);
        network.advance(Duration.ofSeconds(16));
        assertThat(all).noneMatch(Profile::isActive);
        long before = calls(lobby, NO_HEARTBEAT);
        lobby.store().outage(false);
        network.advance(Duration.ofSeconds(2));
        assertThat(all).allMatch(Profile::isActive);
        assertThat(calls(lobby, NO_HEARTBEAT) - before).isZero();
    }

    @Test
    void a_heartbeat_is_one_round_trip_and_one_message_every_5_s_however_many_sessions() {
        for (int i = 0; i < 20; i++) {
            Player.on(lobby).load("p" + i);
        }
        network.settle();
        long messages = network.messages();
        long calls = calls(lobby, ALL);
        network.advance(Duration.ofSeconds(50));
        assertThat(calls(lobby, ALL) - calls).isEqualTo(10);
        assertThat(network.messages() - messages).isEqualTo(20); // Both servers beat.
    }
}
