package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.InvalidProfileException;
import dev.latchkey.ItemHeldException;
import dev.latchkey.MailboxFullException;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.spi.Holding;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mail and unique items (rules S6, S10). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LetterTest {
    /** A present of gold. */
    record Gift(long gold) {}

    /** A present of an item. */
    record Parcel(String item) {}

    private final TestNetwork network = new TestNetwork();
    private final TestServer lobby = network.server("lobby");
    private final TestServer arena = network.server("arena", options -> options.withMailbox(2));
    private final ProfileStore<Player> here = store(lobby);
    private final ProfileStore<Player> there = store(arena);

    @AfterEach
    void close() {
        network.close();
    }

    private static ProfileStore<Player> store(TestServer server) {
        ProfileStore<Player> players = server.latchkey()
                .profiles("players", Player.class, Player::fresh, options -> options.withItems(Player::items));
        players.onMail(Gift.class, (player, gift) -> player.withGold(player.gold() + gift.gold()));
        players.onMail(Parcel.class, (player, parcel) -> player.withItem(parcel.item()));
        return players;
    }

    private String whereIs(String item) {
        Holding holding = network.store().holdings().get(item);
        return holding == null ? "nowhere" : holding.place().toString();
    }

    private Player stored(String key) {
        return network.await(here.viewAsync(key)).orElseThrow();
    }

    @Test
    void S6_a_letter_waits_for_a_player_who_is_away() {
        network.await(there.send("ada", new Gift(5)));
        Profile<Player> ada = network.await(here.loadAsync("ada"));
        network.settle();
        assertThat(ada.data().gold()).isEqualTo(5);
        assertThat(stored("ada").gold()).as("saved at once").isEqualTo(5);
    }

    @Test
    void S6_it_comes_to_one_who_is_there_and_takes_effect_once_however_often_it_is_sent() {
        Profile<Player> ada = network.await(here.loadAsync("ada"));
        for (int i = 0; i < 3; i++) {
            network.await(there.send("ada", new Gift(5), "receipt-4711"));
        }
        network.settle();
        assertThat(ada.data().gold()).isEqualTo(5);
        network.await(ada.closeAsync());
        network.await(there.send("ada", new Gift(5), "receipt-4711"));
        assertThat(network.await(there.loadAsync("ada")).data().gold()).isEqualTo(5);
    }

    @Test
    void S6_debit_and_gift_are_one_write() {
        Profile<Player> ada = network.await(here.loadAsync("ada"));
        Player.earn(ada, 10);
        Profile<Player> bob = network.await(there.loadAsync("bob"));
        ada.update((player, outbox) -> {
            outbox.send(here.ref("bob"), new Gift(4));
            return player.withGold(player.gold() - 4);
        });
        network.await(ada.save());
        network.settle();
        assertThat(stored("ada").gold()).isEqualTo(6);
        assertThat(bob.data().gold()).isEqualTo(4);
    }

    @Test
    void S6_a_gift_of_a_session_that_crashed_unsaved_was_never_sent() {
        Profile<Player> ada = network.await(here.loadAsync("ada"));
        Player.earn(ada, 10);
        network.await(ada.save());
        ada.update((player, outbox) -> {
            outbox.send(here.ref("bob"), new Gift(4));
            return player.withGold(player.gold() - 4);
        });
        lobby.crash();
        assertThat(network.await(there.loadAsync("bob")).data().gold()).isZero();
        assertThat(network.await(there.loadAsync("ada")).data().gold()).isEqualTo(10);
    }

    @Test
    void S6_a_handler_that_fails_is_tried_again_and_then_the_letter_is_dead() {
        there.onMail(String.class, (player, text) -> {
            throw new IllegalStateException("no idea");
        });
        network.await(here.send("ada", "hello"));
        Profile<Player> ada = network.await(there.loadAsync("ada"));
        network.advance(Duration.ofSeconds(10));
        assertThat(network.store().deadLetters(ada.id(), 10).toString()).contains("no idea");
        assertThat(ada.isActive()).isTrue();
    }

    @Test
    void S6_a_letter_without_handler_waits_for_one() {
        Profile<Player> ada = network.await(here.loadAsync("ada"));
        network.await(there.send("ada", 7L));
        network.settle();
        assertThat(ada.data().gold()).isZero();
        here.onMail(Long.class, (player, gold) -> player.withGold(player.gold() + gold));
        network.settle();
        assertThat(ada.data().gold()).isEqualTo(7);
    }

    @Test
    void S10_a_full_mailbox_names_itself_and_nothing_is_dropped() {
        network.await(there.send("ada", new Gift(1)));
        network.await(there.send("ada", new Gift(2)));
        assertThatThrownBy(() -> network.await(there.send("ada", new Gift(3))))
                .isInstanceOf(MailboxFullException.class)
                .hasMessageContaining("players/ada");
        Profile<Player> bob = network.await(there.loadAsync("bob"));
        assertThatThrownBy(() -> network.await(bob.send("ada", new Gift(4))))
                .isInstanceOf(MailboxFullException.class)
                .hasMessageContaining("dead letters");
        assertThat(network.await(here.loadAsync("ada")).data().gold()).isEqualTo(3);
    }

    @Test
    void S6_an_item_travels_in_a_letter_and_is_nowhere_twice() {
        Profile<Player> ada = network.await(here.loadAsync("ada"));
        ada.update(player -> player.withItem("sword-1"));
        network.await(ada.save());
        ada.update((player, outbox) -> {
            outbox.send(here.ref("bob"), new Parcel("sword-1"), options -> options.withItems(List.of("sword-1")));
            return new Player(player.gold(), List.of());
        });
        network.await(ada.save());
        assertThat(whereIs("sword-1")).contains("to players/bob");
        Profile<Player> bob = network.await(there.loadAsync("bob"));
        network.settle();
        assertThat(bob.data().items()).containsExactly("sword-1");
        assertThat(whereIs("sword-1")).isEqualTo("players/bob");
    }

    @Test
    void S10_a_second_holder_of_an_item_is_refused_by_name() {
        Profile<Player> ada = network.await(here.loadAsync("ada"));
        Profile<Player> bob = network.await(there.loadAsync("bob"));
        ada.update(player -> player.withItem("sword-1"));
        network.await(ada.save());
        bob.update(player -> player.withItem("sword-1"));
        assertThatThrownBy(() -> network.await(bob.save()))
                .isInstanceOf(ItemHeldException.class)
                .hasMessageContaining("sword-1")
                .hasMessageContaining("players/ada");
        bob.update(player -> new Player(3, List.of()));
        network.await(bob.save());
        assertThat(stored("bob").gold()).isEqualTo(3);
    }

    @Test
    void S10_an_item_that_stands_twice_in_one_value_is_refused_at_once() {
        Profile<Player> ada = network.await(here.loadAsync("ada"));
        assertThatThrownBy(() -> ada.update(player -> player.withItem("a").withItem("a")))
                .isInstanceOf(InvalidProfileException.class);
    }

    @Test
    void S7_an_item_changes_hands_in_a_trade_across_servers() {
        Profile<Player> ada = network.await(here.loadAsync("ada"));
        Profile<Player> bob = network.await(there.loadAsync("bob"));
        ada.update(player -> player.withItem("sword-1"));
        Boolean traded = network.await(lobby.latchkey().transactAsync(List.of(ada.ref(), here.ref("bob")), tx -> {
            tx.set(here.ref("ada"), Player.fresh());
            tx.update(here.ref("bob"), player -> player.withItem("sword-1"));
            return true;
        }));
        network.settle();
        assertThat(traded).isTrue();
        assertThat(bob.data().items()).containsExactly("sword-1");
        assertThat(whereIs("sword-1")).isEqualTo("players/bob");
    }
}
