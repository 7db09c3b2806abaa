package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.EndReason;
import dev.latchkey.Ended;
import dev.latchkey.InvalidProfileException;
import dev.latchkey.ItemHeldException;
import dev.latchkey.LatchkeyException;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.Ref;
import dev.latchkey.ShuttingDownException;
import dev.latchkey.TransactionCancelledException;
import dev.latchkey.TransactionConflictException;
import dev.latchkey.UnreadableProfileException;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.Place;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.testkit.EngineVerb;
import dev.latchkey.testkit.Gate;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The function of a transaction: where it runs, what it may do, what it is told (rules S7, S8, S10). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TransactTest {
    private final TestNetwork network = new TestNetwork();
    private final TestServer lobby = network.server("lobby");
    private final TestServer arena = network.server("arena");
    private final ProfileStore<Player> here = Player.on(lobby);
    private final Ref<Player> ada = here.ref("ada");
    private final Ref<Player> bob = here.ref("bob");

    /** A class that is changed in place. */
    static final class Purse {
        public long gold;
        public List<String> items = List.of();
    }

    @AfterEach
    void close() {
        network.close();
    }

    private static void earn(ProfileStore<Player> store, String key, long gold) {
        Profile<Player> profile = store.load(key);
        Player.earn(profile, gold);
        profile.save().join();
    }

    private Player stored(String key) {
        return network.await(here.viewAsync(key)).orElseThrow();
    }

    @Test
    void it_runs_on_the_callers_thread_and_returns_what_it_returns() {
        Thread[] ran = new Thread[1];
        String said = lobby.latchkey().transactAndGet(List.of(ada, bob), tx -> {
            ran[0] = Thread.currentThread();
            tx.set(ada, tx.get(ada).withGold(7));
            assertThat(tx.get(ada).gold()).isEqualTo(7);
            return "done";
        });
        assertThat(said).isEqualTo("done");
        assertThat(ran[0]).isSameAs(Thread.currentThread());
        assertThat(stored("ada").gold()).isEqualTo(7);
        lobby.latchkey().transact(List.of(ada), tx -> tx.update(ada, player -> player.withGold(8)));
        assertThat(stored("ada").gold()).isEqualTo(8);
    }

    @Test
    void it_can_be_called_off_and_what_it_throws_is_thrown() {
        assertThatThrownBy(() -> lobby.latchkey().transact(List.of(ada), tx -> {
                    tx.set(ada, new Player(7, List.of()));
                    tx.cancel("too poor");
                }))
                .isInstanceOf(TransactionCancelledException.class)
                .hasMessageContaining("too poor");
        assertThatThrownBy(() -> lobby.latchkey().transact(List.of(ada), tx -> {
                    throw new IllegalStateException("oops");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("oops");
        assertThatThrownBy(() -> lobby.latchkey().transact(List.of(ada), tx -> tx.get(bob)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("players/bob");
        network.settle();
        assertThat(network.await(here.viewAsync("ada"))).isEmpty();
    }

    @Test
    void it_runs_again_where_somebody_wrote_meanwhile() {
        earn(here, "ada", 100);
        AtomicInteger runs = new AtomicInteger();
        CompletableFuture<Boolean> paid = lobby.latchkey()
                .transactAsync(
                        List.of(ada, bob),
                        tx -> {
                            if (runs.incrementAndGet() == 1) {
                                Stored.put(
                                        network.store(),
                                        bob.id(),
                                        new Payload(
                                                "{\"gold\":50,\"items\":[]}".getBytes(StandardCharsets.UTF_8),
                                                "json",
                                                0,
                                                true));
                            }
                            tx.update(ada, player -> player.withGold(player.gold() - 10));
                            tx.update(bob, player -> player.withGold(player.gold() + 10));
                            return true;
                        },
                        options -> options.withPatience(Duration.ofSeconds(30)));
        // Whoever had it may play on for a lease, as far as the store knows (L7).
        assertThat(network.await(paid)).isTrue();
        assertThat(runs).hasValue(2);
        assertThat(stored("ada").gold()).isEqualTo(90);
        assertThat(stored("bob").gold()).isEqualTo(60);
    }

    @Test
    void its_patience_is_an_option() {
        Profile<Player> there = Player.on(arena).load("bob");
        arena.pause();
        CompletableFuture<Boolean> result = lobby.latchkey()
                .transactAsync(List.of(ada, bob), tx -> true, options -> options.withPatience(Duration.ofSeconds(1)));
        network.advance(Duration.ofMillis(900));
        assertThat(result).isNotDone();
        network.advance(Duration.ofMillis(200));
        assertThat(result)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(TransactionConflictException.class)
                .withMessageContaining("players/bob");
        assertThat(there.isActive()).isTrue();
        assertThatThrownBy(() -> lobby.latchkey()
                        .transact(List.of(ada), tx -> {}, options -> options.withPatience(Duration.ofHours(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cancelling_its_future_gives_it_up() {
        Profile<Player> there = Player.on(arena).load("bob");
        arena.pause();
        CompletableFuture<Boolean> result = lobby.latchkey().transactAsync(List.of(ada, bob), tx -> true);
        network.settle();
        assertThat(result.cancel(false)).isTrue();
        network.settle();
        Profile<Player> mine = network.await(here.loadAsync("ada"));
        assertThat(mine.isActive()).isTrue();
        assertThat(there.isActive()).isTrue();
    }

    @Test
    void an_interrupt_gives_it_up() throws InterruptedException {
        Profile<Player> there = Player.on(arena).load("bob");
        arena.pause();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                lobby.latchkey().transact(List.of(ada, bob), tx -> {});
            } catch (LatchkeyException failed) {
                thrown.complete(failed);
            }
        });
        network.settle();
        caller.interrupt();
        caller.join();
        assertThat(thrown)
                .isCompletedWithValueMatching(
                        failed -> String.valueOf(failed.getMessage()).contains("interrupted"));
        assertThat(there.isActive()).isTrue();
    }

    @Test
    void a_new_value_is_checked_like_an_update() {
        earn(here, "ada", 100);
        ProfileStore<Player> checked = lobby.latchkey()
                .profiles(
                        "players",
                        Player.class,
                        Player::fresh,
                        options -> options.withValidation(player -> player.gold() < 0 ? "in debt" : null));
        assertThatThrownBy(() -> lobby.latchkey()
                        .transact(
                                List.of(checked.ref("ada")),
                                tx -> tx.set(checked.ref("ada"), new Player(-1, List.of()))))
                .isInstanceOf(InvalidProfileException.class)
                .hasMessageContaining("in debt");
        assertThat(stored("ada").gold()).isEqualTo(100);
    }

    @Test
    void S8_one_that_is_unreadable_fails_it_and_nothing_is_changed() {
        earn(here, "ada", 100);
        Payload garbage = new Payload("{".getBytes(StandardCharsets.UTF_8), "json", 0, true);
        Stored.put(network.store(), bob.id(), garbage);
        assertThatThrownBy(() ->
                        lobby.latchkey().transact(List.of(ada, bob), tx -> tx.set(ada, new Player(0, List.of()))))
                .isInstanceOf(UnreadableProfileException.class)
                .hasMessageContaining("players/bob");
        network.settle();
        ProfileRecord record = Objects.requireNonNull(network.store().records().get(bob.id()));
        assertThat(record.payload()).isEqualTo(garbage);
        assertThat(record.head().owner()).isNull();
        assertThat(stored("ada").gold()).isEqualTo(100);
    }

    @Test
    void S8_what_it_stored_and_this_server_cannot_read_closes_the_session_and_is_not_written_over() {
        earn(here, "ada", 100);
        Profile<Player> mine = here.opened("ada").orElseThrow();
        CompletableFuture<Ended> ended = new CompletableFuture<>();
        mine.onEnded(ended::complete);
        ProfileStore<Player> newer =
                arena.latchkey().profiles("players", Player.class, Player::fresh, options -> options.withSchema(2));
        Ref<Player> there = newer.ref("ada");
        CompletableFuture<Boolean> paid = arena.latchkey().transactAsync(List.of(there), tx -> {
            tx.update(there, player -> player.withGold(player.gold() + 1));
            return true;
        });
        assertThat(network.await(paid)).isTrue();
        Ended end = network.await(ended);
        assertThat(end.reason()).isEqualTo(EndReason.CLOSED);
        assertThat(end.orphanedBytes()).isZero();
        assertThat(network.await(newer.loadAsync("ada")).data().gold()).isEqualTo(101);
    }

    @Test
    void values_that_change_in_place_are_read_anew_and_their_items_counted() {
        ProfileStore<Purse> mine = purses(lobby);
        ProfileStore<Purse> theirs = purses(arena);
        Profile<Purse> ada = mine.load("ada");
        ada.mutate(purse -> {
            purse.gold = 10;
            purse.items = List.of("sword-1");
        });
        Purse before = ada.data();
        Profile<Purse> bob = theirs.load("bob");
        CompletableFuture<Boolean> traded = lobby.latchkey().transactAsync(List.of(ada.ref(), mine.ref("bob")), tx -> {
            Purse from = tx.get(ada.ref());
            from.items = List.of();
            from.gold = 4;
            tx.set(ada.ref(), from);
            Purse to = tx.get(mine.ref("bob"));
            to.items = List.of("sword-1");
            to.gold = 6;
            tx.set(mine.ref("bob"), to);
            return true;
        });
        assertThat(network.await(traded)).isTrue();
        network.settle();
        assertThat(ada.data()).isNotSameAs(before);
        assertThat(ada.data().gold).isEqualTo(4);
        assertThat(bob.data().gold).isEqualTo(6);
        assertThat(network.store().holdings())
                .extractingByKey("sword-1")
                .hasFieldOrPropertyWithValue("place", new Place.InProfile(bob.id()));
        bob.mutate(purse -> purse.gold++);
        network.await(bob.save());
        assertThat(bob.saved().gold).isEqualTo(7);
    }

    private static ProfileStore<Purse> purses(TestServer server) {
        return server.latchkey()
                .profiles(
                        "purses",
                        Purse.class,
                        Purse::new,
                        options -> options.withMutable(true).withItems(purse -> purse.items));
    }

    @Test
    void S10_an_item_that_somebody_else_has_stops_it_and_names_both() {
        ProfileStore<Player> withItems = withItems(Player::fresh);
        withItems.load("carol").update(player -> player.withItem("sword-1"));
        network.await(withItems.opened("carol").orElseThrow().save());
        Ref<Player> ref = withItems.ref("ada");
        assertThatThrownBy(() -> lobby.latchkey()
                        .transact(List.of(ref), tx -> tx.update(ref, player -> player.withItem("sword-1"))))
                .isInstanceOf(ItemHeldException.class)
                .hasMessageContaining("sword-1")
                .hasMessageContaining("players/carol");
    }

    private ProfileStore<Player> withItems(Supplier<Player> fresh) {
        return lobby.latchkey().profiles("players", Player.class, fresh, options -> options.withItems(Player::items));
    }

    @Test
    void S10_what_a_new_player_begins_with_is_entered_where_others_see_it() {
        ProfileStore<Player> withItems = withItems(() -> Player.fresh().withItem("starter"));
        Profile<Player> ada = withItems.load("ada");
        assertThat(network.store().holdings()).isEmpty();
        lobby.latchkey().transact(List.of(ada.ref()), tx -> tx.update(ada.ref(), player -> player.withGold(1)));
        assertThat(network.store().holdings())
                .extractingByKey("starter")
                .hasFieldOrPropertyWithValue("place", new Place.InProfile(ada.id()));
        assertThat(ada.data().items()).containsExactly("starter");
    }

    @Test
    void a_server_that_is_being_closed_takes_no_more() throws InterruptedException {
        earn(here, "ada", 100);
        Gate gate = lobby.store().hold(EngineVerb.COMMIT);
        Player.earn(here.opened("ada").orElseThrow(), 1);
        CompletableFuture<Boolean> closed = CompletableFuture.supplyAsync(() -> {
            lobby.latchkey().close();
            return true;
        });
        gate.awaitWaiting(1, Duration.ofSeconds(30));
        network.settle();
        CompletableFuture<Boolean> late = lobby.latchkey().transactAsync(List.of(ada), tx -> true);
        assertThatThrownBy(() -> network.await(late))
                .isInstanceOfAny(ShuttingDownException.class, TransactionConflictException.class);
        gate.open();
        assertThat(network.await(closed)).isTrue();
    }
}
