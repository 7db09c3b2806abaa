package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.Events;
import dev.latchkey.InvalidProfileException;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.SessionEndedException;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.testkit.EngineVerb;
import dev.latchkey.testkit.Fault;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Letters take effect exactly once, whatever crashes, is cut or is shut down (rules S6, L1, L10). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MailRacesTest {
    /** A present of gold. */
    record Gift(long gold) {}

    /** A word of thanks. */
    record Thanks(String from) {}

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    private final List<String> dead = new CopyOnWriteArrayList<>();
    private final Events events = new Events() {
        @Override
        public void letterDead(ProfileId profile, String letter, String reason) {
            dead.add(profile + " " + letter + " " + reason);
        }
    };
    private final TestNetwork network = new TestNetwork();
    private final TestServer arena = network.server("arena", options -> options.withEvents(events));
    private final ProfileStore<Player> there = store(arena);

    @AfterEach
    void close() {
        network.close();
    }

    private TestServer lobby() {
        return network.server("lobby", options -> options.withJournal(folder).withDrain(Duration.ofSeconds(2)));
    }

    private static ProfileStore<Player> store(TestServer server) {
        ProfileStore<Player> players = Player.on(server);
        players.onMail(Gift.class, (player, gift) -> player.withGold(player.gold() + gift.gold()));
        players.onMail("note", String.class, (player, text, outbox) -> player.withItem(text));
        return players;
    }

    private static void pay(Profile<Player> from, String to, ProfileStore<Player> players, long gold) {
        from.update((player, outbox) -> {
            outbox.send(players.ref(to), new Gift(gold));
            return player.withGold(player.gold() - gold);
        });
    }

    private long gold(String key) {
        Profile<Player> profile = network.await(there.loadAsync(key));
        network.settle();
        return profile.data().gold();
    }

    @Test
    void L6_without_the_bus_a_letter_comes_with_the_next_renewal() {
        ProfileStore<Player> here = store(lobby());
        Profile<Player> bob = there.load("bob");
        arena.bus().cut();
        network.await(here.send("bob", new Gift(5)));
        assertThat(bob.data().gold()).isZero();
        network.advance(Duration.ofSeconds(6));
        assertThat(bob.data().gold()).isEqualTo(5);
    }

    @Test
    void S6_a_receiver_that_crashes_before_its_save_gets_it_again_and_one_that_crashes_after_it_does_not() {
        for (Fault fault : List.of(Fault.LOST_REQUEST, Fault.LOST_REPLY)) {
            network.advance(Duration.ofSeconds(10));
            TestServer lobby = network.server("lobby-" + fault);
            ProfileStore<Player> here = store(lobby);
            Profile<Player> bob = here.load("bob-" + fault);
            lobby.store().next(EngineVerb.COMMIT, fault);
            network.await(there.send(bob.key(), new Gift(5)));
            network.settle();
            assertThat(bob.data().gold()).isEqualTo(5);
            lobby.crash();
            assertThat(gold(bob.key())).as("%s", fault).isEqualTo(5);
        }
    }

    @Test
    void S6_a_sender_whose_reply_is_lost_sends_it_once_all_the_same() {
        TestServer lobby = lobby();
        ProfileStore<Player> here = store(lobby);
        lobby.store().next(EngineVerb.POST, Fault.LOST_REPLY);
        network.await(here.send("bob", new Gift(5)));
        Profile<Player> ada = here.load("ada");
        Player.earn(ada, 10);
        lobby.store().next(EngineVerb.COMMIT, Fault.LOST_REPLY);
        pay(ada, "bob", here, 4);
        network.await(ada.save());
        assertThat(gold("bob")).isEqualTo(9);
    }

    @Test
    void S6_letters_of_states_that_were_merged_or_came_while_the_store_was_away_are_sent_once_each() {
        TestServer lobby = lobby();
        ProfileStore<Player> here = store(lobby);
        Profile<Player> bob = there.load("bob");
        Profile<Player> ada = here.load("ada");
        Player.earn(ada, 100);
        lobby.store().outage(true);
        for (int i = 0; i < 10; i++) {
            pay(ada, "bob", here, 1);
            CompletableFuture<Void> unused = ada.save();
            network.settle();
        }
        assertThat(bob.data().gold()).isZero();
        lobby.store().outage(false);
        network.await(ada.save());
        network.settle();
        assertThat(bob.data().gold()).isEqualTo(10);
        assertThat(ada.saved().gold()).isEqualTo(90);
    }

    @Test
    void L10_letters_that_a_shutdown_could_not_store_are_sent_by_the_journal() {
        TestServer lobby = lobby();
        ProfileStore<Player> here = store(lobby);
        Profile<Player> ada = here.load("ada");
        Player.earn(ada, 100);
        lobby.store().outage(true);
        pay(ada, "bob", here, 1);
        CompletableFuture<Void> save = ada.save();
        network.settle();
        pay(ada, "bob", here, 2);
        CompletableFuture<Void> letter = ada.send("bob", new Gift(4));
        lobby.close();
        assertThat(save).isCompletedExceptionally();
        assertThatThrownBy(() -> network.await(letter))
                .isInstanceOf(SessionEndedException.class)
                .hasMessageContaining("journal");
        assertThat(gold("bob")).isZero();

        TestServer next = lobby();
        network.advance(Duration.ofSeconds(1));

        assertThat(there.opened("bob").orElseThrow().data().gold()).isEqualTo(7);
        assertThat(store(next).load("ada").data().gold()).isEqualTo(97);
    }

    @Test
    void L10_a_letter_whose_effect_is_journalled_takes_effect_once() {
        TestServer lobby = lobby();
        ProfileStore<Player> here = store(lobby);
        Profile<Player> bob = here.load("bob");
        network.await(there.send("bob", new Gift(5)));
        network.settle();
        network.await(there.send("bob", new Gift(6)));
        lobby.store().next(EngineVerb.COMMIT, Fault.REFUSED, Fault.REFUSED);
        network.settle();
        assertThat(bob.data().gold()).isEqualTo(11);
        lobby.store().outage(true);
        lobby.close();
        TestServer next = lobby();
        network.advance(Duration.ofSeconds(1));
        Profile<Player> again = network.await(store(next).loadAsync("bob"));
        network.settle();
        assertThat(again.data().gold()).isEqualTo(11);
    }

    @Test
    void S6_they_are_handled_in_their_order_however_many_there_are_and_one_that_fails_keeps_no_other() {
        ProfileStore<Player> here = store(lobby());
        List<String> sent = new ArrayList<>();
        AtomicInteger failures = new AtomicInteger();
        there.onMail(Long.class, (player, number) -> {
            failures.incrementAndGet();
            throw new IllegalStateException("no idea");
        });
        network.await(here.send("bob", 7L, options -> options.withId("bad")));
        for (int i = 0; i < 150; i++) {
            String text = "note " + i;
            sent.add(text);
            network.await(here.send("bob", text, options -> options.withType("note")));
        }
        Profile<Player> bob = there.load("bob");
        network.settle();
        assertThat(bob.data().items()).isEqualTo(sent);
        network.advance(Duration.ofSeconds(60));
        assertThat(failures).hasValue(5);
        assertThat(dead).singleElement().asString().contains("players/bob bad").contains("no idea");
    }

    @Test
    void S6_a_handler_answers_in_the_same_write() {
        TestServer lobby = lobby();
        ProfileStore<Player> here = Player.on(lobby);
        here.onMail(Thanks.class, (player, thanks) -> player.withItem("thanks of " + thanks.from()));
        ProfileStore<Player> polite = Player.on(lobby);
        polite.onMail(Integer.class, (player, gold, outbox) -> {
            outbox.send(polite.ref("ada"), new Thanks("bob"));
            return player.withGold(player.gold() + gold);
        });
        Profile<Player> ada = here.load("ada");
        Profile<Player> bob = here.load("bob");
        network.await(ada.send("bob", 5));
        network.settle();
        assertThat(bob.saved().gold()).isEqualTo(5);
        assertThat(ada.data().items()).containsExactly("thanks of bob");
    }

    @Test
    void S6_the_same_letter_sent_twice_by_a_session_is_one() {
        ProfileStore<Player> here = store(lobby());
        Profile<Player> ada = here.load("ada");
        for (int i = 0; i < 3; i++) {
            network.await(ada.send(here.ref("bob"), new Gift(5), options -> options.withId("receipt-1")));
        }
        assertThat(gold("bob")).isEqualTo(5);
    }

    @Test
    void S6_one_whose_time_is_over_is_dead() {
        ProfileStore<Player> here = store(lobby());
        network.await(here.send("bob", new Gift(5), options -> options.withLifetime(Duration.ofMinutes(1))));
        network.advance(Duration.ofMinutes(2));
        assertThat(gold("bob")).isZero();
        assertThat(network.store().deadLetters(null, 10).toString()).contains("players/bob");
    }

    @Test
    void S10_one_that_is_too_long_is_refused_at_once() {
        ProfileStore<Player> here = store(lobby());
        Profile<Player> ada = here.load("ada");
        Player.earn(ada, 10);
        assertThatThrownBy(() -> ada.update((player, outbox) -> {
                    outbox.send(here.ref("bob"), "x".repeat(70_000));
                    return player.withGold(0);
                }))
                .isInstanceOf(InvalidProfileException.class)
                .hasMessageContaining("65536");
        assertThat(ada.data().gold()).isEqualTo(10);
    }

    @Test
    void S6_it_comes_to_the_server_that_the_player_has_hopped_to() {
        ProfileStore<Player> here = store(lobby());
        Profile<Player> bob = here.load("bob");
        network.await(there.send("bob", new Gift(5)));
        Profile<Player> hopped = there.load("bob");
        network.await(here.send("bob", new Gift(6)));
        network.settle();
        assertThat(hopped.data().gold()).isEqualTo(11);
        assertThat(bob.isActive()).isFalse();
    }
}
