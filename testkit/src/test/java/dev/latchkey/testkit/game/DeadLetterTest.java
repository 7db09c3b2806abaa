package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.OutcomeUnknownException;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.StoreAwayException;
import dev.latchkey.spi.DeadLetter;
import dev.latchkey.testkit.EngineVerb;
import dev.latchkey.testkit.Fault;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Letters that nobody could handle (rule S6). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DeadLetterTest {
    /** A present of an item. */
    record Parcel(String item) {}

    private final TestNetwork network = new TestNetwork();
    private final TestServer lobby = network.server("lobby");
    private final TestServer arena = network.server("arena");
    private final ProfileStore<Player> here = on(lobby, "players");
    private final ProfileStore<Player> there = on(arena, "players");

    private static ProfileStore<Player> on(TestServer server, String store) {
        return server.latchkey()
                .profiles(store, Player.class, Player::fresh, options -> options.withItems(Player::items));
    }

    @AfterEach
    void close() {
        network.close();
    }

    /** A letter that waited for an hour in vain. */
    private void dead(ProfileStore<Player> players, String key, String id, String item) {
        network.await(players.send(
                key,
                new Parcel(item),
                options -> options.withId(id).withItems(List.of(item)).withLifetime(Duration.ofHours(1))));
        network.advance(Duration.ofHours(1).plusMinutes(11)); // the servers sweep every ten minutes
    }

    private static List<String> ids(List<DeadLetter> letters) {
        return letters.stream().map(each -> each.letter().id()).toList();
    }

    @Test
    void they_are_listed_by_store_and_by_profile_newest_first() {
        dead(here, "ada", "first", "sword");
        dead(on(lobby, "pets"), "rex", "bone", "bone");
        dead(here, "bob", "second", "hat");
        assertThat(ids(there.deadLetters())).containsExactly("second", "first");
        assertThat(ids(there.deadLetters("ada"))).containsExactly("first");
        assertThat(there.deadLetters("ada").getFirst().reason()).contains("expired");
        assertThat(there.deadLetters("rex")).isEmpty();
    }

    @Test
    void S6_one_that_is_retried_takes_effect_once_with_its_item() {
        Profile<Player> ada = network.await(there.loadAsync("ada"));
        dead(here, "ada", "gift", "sword");
        there.onMail(Parcel.class, (player, parcel) -> player.withItem(parcel.item()));
        lobby.store().next(EngineVerb.CARE, Fault.LOST_REPLY);
        assertThat(network.await(network.start(() -> here.retryDeadLetter("ada", "gift"))))
                .isTrue();
        network.advance(Duration.ofSeconds(10));
        assertThat(ada.data().items()).containsExactly("sword");
        assertThat(here.deadLetters()).isEmpty();
        assertThat(here.retryDeadLetter("ada", "gift")).isFalse();
        network.await(here.send("ada", new Parcel("sword"), "gift"));
        network.advance(Duration.ofSeconds(10));
        assertThat(ada.data().items()).containsExactly("sword");
    }

    @Test
    void one_that_failed_is_retried_in_the_same_session() {
        Profile<Player> ada = network.await(there.loadAsync("ada"));
        AtomicBoolean broken = new AtomicBoolean(true);
        there.onMail(Parcel.class, (player, parcel) -> {
            if (broken.get()) {
                throw new IllegalStateException("no such item in this version");
            }
            return player.withItem(parcel.item());
        });
        network.await(here.send(
                "ada", new Parcel("hat"), options -> options.withId("gift").withItems(List.of("hat"))));
        network.advance(Duration.ofMinutes(2));
        assertThat(ids(here.deadLetters())).containsExactly("gift");

        broken.set(false);
        assertThat(here.retryDeadLetter("ada", "gift")).isTrue();
        network.advance(Duration.ofSeconds(10));
        assertThat(ada.data().items()).containsExactly("hat");
        assertThat(network.await(Player.on(lobby).viewAsync("ada"))).contains(new Player(0, List.of("hat")));
        assertThat(here.deadLetters()).isEmpty();
    }

    @Test
    void one_that_is_removed_takes_its_item_along_and_does_not_come_again() {
        dead(here, "ada", "gift", "sword");
        assertThat(network.store().holdings()).containsOnlyKeys("sword");
        assertThat(here.removeDeadLetter("bob", "gift")).isFalse();
        lobby.store().next(EngineVerb.CARE, Fault.LOST_REPLY);
        assertThat(network.await(network.start(() -> here.removeDeadLetter("ada", "gift"))))
                .isTrue();
        assertThat(here.deadLetters()).isEmpty();
        assertThat(network.store().holdings()).isEmpty();
        there.onMail(Parcel.class, (player, parcel) -> player.withItem(parcel.item()));
        network.await(here.send("ada", new Parcel("sword"), "gift"));
        assertThat(network.await(there.loadAsync("ada")).data()).isEqualTo(Player.fresh());
    }

    @Test
    void S4_what_became_of_it_is_said_as_far_as_it_is_known() {
        dead(here, "ada", "gift", "sword");
        Fault[] always = new Fault[60];
        Arrays.fill(always, Fault.REFUSED);
        lobby.store().next(EngineVerb.CARE, always);
        CompletableFuture<Boolean> refused = network.start(() -> here.retryDeadLetter("ada", "gift"));
        network.advance(Duration.ofSeconds(11));
        assertThatThrownBy(() -> network.await(refused)).isInstanceOf(StoreAwayException.class);
        lobby.store().calm();
        assertThat(ids(here.deadLetters("ada"))).containsExactly("gift");
        always[0] = Fault.LOST_REPLY;
        arena.store().next(EngineVerb.CARE, always);
        CompletableFuture<Boolean> lost = network.start(() -> there.retryDeadLetter("ada", "gift"));
        network.advance(Duration.ofSeconds(11));
        assertThatThrownBy(() -> network.await(lost))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("letter=gift");
        arena.store().calm();
        assertThat(here.deadLetters("ada")).isEmpty();
    }
}
