package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.EndReason;
import dev.latchkey.Ended;
import dev.latchkey.Fate;
import dev.latchkey.Profile;
import dev.latchkey.SessionEndedException;
import dev.latchkey.SuspendedException;
import dev.latchkey.WhileCutOff;
import dev.latchkey.testkit.EngineVerb;
import dev.latchkey.testkit.Fault;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers crash, stand still and lose touch with the store (rules L2, L3, S4, S9). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CrashTest {
    private static final Duration PAST_THE_LEASE = Duration.ofSeconds(16);

    private final TestNetwork network = new TestNetwork();
    private final TestServer lobby = network.server("lobby");
    private final TestServer arena = network.server("arena");

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void L2_a_dead_servers_profile_is_free_once_its_lease_is_over() {
        network.advance(Duration.ofSeconds(10));
        Profile<Player> here = Player.on(lobby).load("ada");
        Player.earn(here, 100);
        here.save().join();
        Player.earn(here, 1);
        lobby.crash();
        long begun = network.clock().nanos();

        Profile<Player> there = network.await(Player.on(arena).loadAsync("ada"));

        assertThat(there.data().gold()).isEqualTo(100);
        assertThat(Duration.ofNanos(network.clock().nanos() - begun)).isLessThanOrEqualTo(PAST_THE_LEASE);
        assertThat(here.isActive()).isFalse();
    }

    @Test
    void L3_a_server_that_stood_still_past_its_lease_is_not_active_and_its_edits_are_orphaned() {
        network.advance(Duration.ofSeconds(10));
        Profile<Player> here = Player.on(lobby).load("ada");
        CompletableFuture<Ended> ended = new CompletableFuture<>();
        here.onEnded(ended::complete);
        Player.earn(here, 100);
        lobby.pause();
        Profile<Player> there = network.await(Player.on(arena).loadAsync("ada"));
        assertThat(here.isActive()).isFalse();
        assertThatThrownBy(() -> Player.earn(here, 1)).isInstanceOf(SuspendedException.class);
        Player.earn(there, 5);

        lobby.resume();
        Ended end = network.await(ended);

        assertThat(end.reason()).isEqualTo(EndReason.LOST);
        assertThat(end.fate()).isEqualTo(Fate.ORPHANED);
        assertThat(there.isActive()).isTrue();
        assertThat(there.data().gold()).isEqualTo(5);
        assertThatThrownBy(here::close).isInstanceOf(SessionEndedException.class);
    }

    @Test
    void L3_where_nobody_took_it_a_session_goes_on_after_the_outage() {
        HealthLog health = new HealthLog();
        TestServer third = network.server("third", options -> options.withEvents(health));
        Profile<Player> here = Player.on(third).load("ada");
        Player.earn(here, 1);
        third.store().outage(true);
        network.advance(PAST_THE_LEASE);
        assertThat(here.isActive()).isFalse();
        assertThatThrownBy(() -> Player.earn(here, 1)).isInstanceOf(SuspendedException.class);

        third.store().outage(false);
        network.advance(Duration.ofSeconds(6));

        assertThat(here.isActive()).isTrue();
        Player.earn(here, 1);
        network.await(here.save());
        assertThat(here.saved().gold()).isEqualTo(2);
        network.settle();
        assertThat(health.said()).containsSubsequence(List.of("storeAway", "suspended", "storeBack", "resumed"));
    }

    @Test
    void L3_play_on_lets_updates_through_while_isActive_says_false() {
        TestServer third = network.server("third", options -> options.withWhileCutOff(WhileCutOff.PLAY_ON));
        Profile<Player> here = Player.on(third).load("ada");
        third.store().outage(true);
        network.advance(PAST_THE_LEASE);
        Player.earn(here, 3);
        assertThat(here.isActive()).isFalse();
        third.store().outage(false);
        network.advance(Duration.ofSeconds(6));
        network.await(here.closeAsync());
        assertThat(Player.on(arena).view("ada"))
                .hasValueSatisfying(player -> assertThat(player.gold()).isEqualTo(3));
    }

    @Test
    void L3_wait_lets_updates_wait_for_the_store_to_come_back() {
        TestServer third = network.server("third", options -> options.withWhileCutOff(WhileCutOff.WAIT));
        Profile<Player> here = Player.on(third).load("ada");
        third.store().outage(true);
        network.advance(PAST_THE_LEASE);
        CompletableFuture<Player> update = here.updateAsync(player -> player.withGold(3));
        network.advance(Duration.ofSeconds(1));
        assertThat(update).isNotDone();
        third.store().outage(false);
        assertThat(network.await(update).gold()).isEqualTo(3);
    }

    @Test
    void S4_lost_replies_change_nothing() {
        lobby.store().next(EngineVerb.OPEN, Fault.LOST_REPLY);
        lobby.store().next(EngineVerb.COMMIT, Fault.LOST_REPLY, Fault.LOST_REQUEST);
        Profile<Player> here = network.await(Player.on(lobby).loadAsync("ada"));
        Player.earn(here, 1);
        network.await(here.save());
        Player.earn(here, 1);
        network.await(here.closeAsync());
        assertThat(Player.on(arena).load("ada").data().gold()).isEqualTo(2);
    }
}
