package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.EndReason;
import dev.latchkey.ItemHeldException;
import dev.latchkey.LatchkeyException;
import dev.latchkey.PastSession;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.Revision;
import dev.latchkey.StoreAwayException;
import dev.latchkey.TransactionConflictException;
import dev.latchkey.UnreadableProfileException;
import dev.latchkey.spi.Difference;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.SessionEnd;
import dev.latchkey.testkit.EngineVerb;
import dev.latchkey.testkit.Fault;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** History, restoring, erasing (rules S5, S8, S9). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LookingAfterTest {
    private static final ProfileId ADA = new ProfileId("players", "ada");

    private final TestNetwork network = new TestNetwork();
    private final TestServer lobby = network.server("lobby");
    private final TestServer arena = network.server("arena");
    private final ProfileStore<Player> here = on(lobby);
    private final ProfileStore<Player> there = on(arena);

    private static ProfileStore<Player> on(TestServer server) {
        return server.latchkey()
                .profiles("players", Player.class, Player::fresh, options -> options.withItems(Player::items));
    }

    @AfterEach
    void close() {
        network.close();
    }

    private static void visit(ProfileStore<Player> players, String key, Player after) {
        Profile<Player> profile = players.load(key);
        profile.update(before -> after);
        profile.close();
    }

    private static Player player(long gold, String... items) {
        return new Player(gold, List.of(items));
    }

    private ProfileRecord record() {
        return Stored.record(network.store(), ADA);
    }

    private static List<Occasion> occasions(List<Revision> history) {
        return history.stream().map(Revision::occasion).toList();
    }

    @Test
    void history_tells_when_and_by_whom_and_the_data_comes_back() {
        visit(here, "ada", player(1, "sword"));
        network.advance(Duration.ofMinutes(1));
        visit(there, "ada", player(2, "sword", "hat"));
        visit(here, "ada", player(3));

        List<Revision> history = here.history("ada");
        assertThat(occasions(history)).containsExactly(Occasion.SESSION, Occasion.SESSION);
        assertThat(history.getFirst().server()).startsWith("arena");
        assertThat(history.getLast().server()).startsWith("lobby");
        assertThat(Duration.between(history.getLast().at(), history.getFirst().at()))
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(history.getFirst().bytes()).isEqualTo("{\"gold\":2,\"items\":[\"sword\",\"hat\"]}".length());
        assertThat(here.revision("ada", history.getLast().number())).contains(player(1, "sword"));
        assertThat(here.revision("ada", 999)).isEmpty();
        assertThat(here.history("bob")).isEmpty();
    }

    @Test
    void diff_names_what_changed() {
        visit(here, "ada", player(1, "sword"));
        visit(here, "ada", player(2, "sword", "hat"));
        visit(here, "ada", player(3, "hat"));
        List<Revision> history = here.history("ada");
        long first = history.getLast().number();
        long second = history.getFirst().number();
        assertThat(here.diff("ada", first, second))
                .containsExactly(new Difference("/gold", "1", "2"), new Difference("/items/1", null, "\"hat\""));
        assertThat(here.diff("ada", second))
                .containsExactly(new Difference("/gold", "2", "3"), new Difference("/items/0", "\"sword\"", null));
        assertThat(here.diff("ada", second, second)).isEmpty();
        assertThatThrownBy(() -> here.diff("ada", 999))
                .isInstanceOf(LatchkeyException.class)
                .hasMessageContaining("no such state");
        here.erase("ada");
        assertThat(here.history("ada")).isEmpty();
    }

    @Test
    void restore_puts_it_back_and_keeps_what_was_there_and_takes_the_items_along() {
        visit(here, "ada", player(1, "sword"));
        visit(here, "ada", player(2, "hat"));
        Head before = record().head();
        there.restore("ada", here.history("ada").getFirst().number());

        assertThat(here.view("ada")).contains(player(1, "sword"));
        assertThat(record().head().owner()).isNull();
        assertThat(record().head().token()).isEqualTo(before.token() + 1);
        List<Revision> history = here.history("ada");
        assertThat(occasions(history)).containsExactly(Occasion.RESTORE, Occasion.SESSION);
        assertThat(here.revision("ada", history.getFirst().number())).contains(player(2, "hat"));
        assertThat(network.store().holdings()).containsOnlyKeys("sword");
        visit(there, "ada", player(4, "sword"));
    }

    @Test
    void restore_of_an_item_that_is_elsewhere_changes_nothing() {
        visit(here, "ada", player(1, "sword"));
        visit(here, "ada", player(2));
        visit(here, "bob", player(0, "sword"));
        assertThatThrownBy(
                        () -> here.restore("ada", here.history("ada").getFirst().number()))
                .isInstanceOf(ItemHeldException.class)
                .hasMessageContaining("players/bob");
        assertThat(here.view("ada")).contains(player(2));
        assertThat(record().head().owner()).isNull();
    }

    @Test
    void restore_leaves_out_items_that_are_elsewhere_where_the_game_says_how() {
        visit(here, "ada", player(1, "sword", "hat"));
        visit(here, "ada", player(2));
        visit(here, "bob", player(0, "sword"));
        List<Holding> left = here.restore(
                "ada",
                here.history("ada").getFirst().number(),
                options -> options.withoutItems((data, ids) -> new Player(
                        data.gold(),
                        data.items().stream()
                                .filter(item -> !ids.contains(item))
                                .toList())));
        assertThat(left).extracting(Holding::item).containsExactly("sword");
        assertThat(here.view("ada")).contains(player(1, "hat"));
        assertThat(network.store().holdings()).containsOnlyKeys("sword", "hat");
    }

    @Test
    void restore_of_an_open_profile_is_seen_by_its_game_and_evicts_nobody() {
        visit(here, "ada", player(1));
        visit(here, "ada", player(2));
        long number = here.history("ada").getFirst().number();
        for (ProfileStore<Player> store : List.of(here, there)) {
            Profile<Player> ada = here.load("ada");
            List<Player> told = new CopyOnWriteArrayList<>();
            ada.onChanged(told::add);
            ada.update(before -> player(3));
            network.await(network.start(() -> store.restore("ada", number)));
            network.settle();
            assertThat(ada.data()).isEqualTo(player(1));
            assertThat(told).containsExactly(player(1));
            assertThat(ada.isActive()).isTrue();
            Revision kept = here.history("ada").getFirst();
            assertThat(kept.occasion()).isEqualTo(Occasion.RESTORE);
            assertThat(here.revision("ada", kept.number()))
                    .as("what was not saved is kept, too")
                    .contains(player(3));
            ada.update(before -> player(4));
            ada.close();
            assertThat(here.view("ada")).contains(player(4));
        }
    }

    @Test
    void edit_changes_a_profile_wherever_it_is() {
        assertThat(here.edit("ada", before -> before.withGold(5))).isEqualTo(player(5));
        assertThat(record().head().owner()).isNull();
        Profile<Player> ada = there.load("ada");
        ada.update(before -> player(6));
        CompletableFuture<Player> edited =
                network.start(() -> here.edit("ada", before -> before.withGold(before.gold() + 10)));
        assertThat(network.await(edited)).isEqualTo(player(16));
        assertThat(ada.data()).isEqualTo(player(16));
        assertThat(ada.isActive()).isTrue();
    }

    @Test
    void the_newest_data_is_that_of_the_game_which_goes_on() {
        assertThat(here.viewNewest("ada")).isEmpty();
        visit(here, "ada", player(1));
        assertThat(here.viewNewest("ada")).contains(player(1));
        Profile<Player> ada = there.load("ada");
        ada.update(before -> player(2));
        assertThat(here.view("ada")).contains(player(1));
        assertThat(network.await(network.start(() -> here.viewNewest("ada")))).contains(player(2));
        assertThat(there.viewNewest("ada")).contains(player(2));
        assertThat(ada.isActive()).isTrue();
        ada.update(before -> player(3));
        ada.close();
        assertThat(record().head().spent()).as("a look costs no claim").hasSize(2);
    }

    @Test
    void restore_takes_over_from_a_server_whose_lease_is_over() {
        visit(there, "ada", player(1));
        visit(there, "ada", player(2));
        Profile<Player> ada = there.load("ada");
        arena.crash();
        CompletableFuture<List<Holding>> early = network.start(() -> here.restore("ada", 1));
        network.advance(Duration.ofSeconds(11));
        assertThatThrownBy(() -> network.await(early))
                .isInstanceOf(TransactionConflictException.class)
                .hasMessageContaining("arena");
        network.advance(Duration.ofSeconds(20));
        network.await(network.start(() -> here.restore("ada", 1)));
        assertThat(here.view("ada")).contains(player(1));
        assertThat(ada.isActive()).isFalse();
    }

    @Test
    void restore_mends_data_that_nobody_can_read_and_never_makes_such() {
        visit(here, "ada", player(1));
        visit(here, "ada", player(2));
        Payload broken = new Payload("no json".getBytes(StandardCharsets.UTF_8), "json", 0, true);
        Stored.put(network.store(), ADA, broken);
        long good = here.history("ada").getFirst().number();
        // What could not be read goes back a moment later.
        lobby.store().next(EngineVerb.CANCEL, Fault.LOST_REQUEST);
        network.await(network.start(() -> here.restore("ada", good)));
        assertThat(here.view("ada")).contains(player(1));
        long bad = here.history("ada").getFirst().number();
        assertThatThrownBy(() -> here.revision("ada", bad)).isInstanceOf(UnreadableProfileException.class);
        assertThatThrownBy(() -> here.restore("ada", bad)).isInstanceOf(UnreadableProfileException.class);
        assertThat(here.view("ada")).contains(player(1));
    }

    @Test
    void restore_survives_lost_replies_and_leaves_no_lock_where_it_fails() {
        visit(here, "ada", player(1));
        visit(here, "ada", player(2));
        lobby.store().next(EngineVerb.OPEN, Fault.LOST_REPLY).next(EngineVerb.COMMIT, Fault.LOST_REPLY);
        network.await(network.start(() -> here.restore("ada", 1)));
        assertThat(here.view("ada")).contains(player(1));

        Fault[] always = new Fault[40];
        Arrays.fill(always, Fault.REFUSED);
        lobby.store().next(EngineVerb.COMMIT, always);
        CompletableFuture<List<Holding>> refused = network.start(() -> here.restore("ada", 1));
        network.advance(Duration.ofSeconds(11));
        assertThatThrownBy(() -> network.await(refused)).isInstanceOf(StoreAwayException.class);
        assertThat(record().head().owner()).isNull();
        lobby.store().calm();
    }

    @Test
    void orphans_stand_beside_the_history() {
        visit(here, "ada", player(1));
        Profile<Player> ada = here.load("ada");
        ada.update(before -> player(2));
        lobby.pause();
        network.advance(Duration.ofSeconds(20));
        visit(there, "ada", player(3));
        lobby.resume();
        network.advance(Duration.ofSeconds(10));
        List<Revision> orphans = there.history("ada").stream()
                .filter(each -> each.orphan() != null)
                .toList();
        assertThat(orphans).hasSize(1);
        assertThat(orphans.getFirst().server()).startsWith("lobby ");
        assertThat(orphans.getFirst().orphan())
                .isInstanceOfSatisfying(
                        Revision.Orphan.class,
                        orphan -> assertThat(orphan.reason()).isNotEmpty());
        assertThat(orphans.getFirst().number()).isZero();
        Id lost = Objects.requireNonNull(orphans.getFirst().orphan()).write();
        assertThat(there.revision("ada", lost)).contains(player(2));
        assertThat(there.revision("bob", lost)).isEmpty();
        there.restore("ada", lost);
        assertThat(here.view("ada")).contains(player(2));
        assertThatThrownBy(() -> there.restore("ada", new Id(1, 1)))
                .isInstanceOf(LatchkeyException.class)
                .hasMessageContaining("no such orphan");
    }

    @Test
    void erase_ends_the_session_of_a_live_owner_and_keeps_the_token() {
        assertThat(here.erase("ada")).isFalse();
        visit(here, "ada", player(1, "sword"));
        Profile<Player> ada = there.load("ada");
        List<EndReason> heard = new ArrayList<>();
        ada.onEnding(ending -> heard.add(ending.reason()));
        ada.update(player -> player(9)); // never saved, and not kept as an orphan either
        long token = record().head().token();
        lobby.store().next(EngineVerb.EDIT, Fault.DUPLICATE);
        assertThat(here.erase("ada")).isTrue();
        network.advance(Duration.ofSeconds(10));
        assertThat(heard).containsExactly(EndReason.ERASED);
        assertThat(ada.isActive()).isFalse();
        assertThat(here.view("ada")).isEmpty();
        assertThat(here.history("ada")).as("with orphans").isEmpty();
        assertThat(here.sessions("ada"))
                .extracting(PastSession::how)
                .as("the audit of before goes with it")
                .containsExactly(SessionEnd.ERASED);
        assertThat(record().head().token()).isGreaterThan(token);
        assertThat(network.store().holdings()).isEmpty();
        assertThat(here.erase("ada")).isFalse();
    }

    @Test
    void keys_come_in_pages() {
        for (String key : List.of("ada", "adam", "bob", "adele")) {
            visit(here, key, player(1));
        }
        assertThat(here.keys("ad", null, 2)).containsExactly("ada", "adam");
        assertThat(here.keys("ad", "adam", 2)).containsExactly("adele");
        assertThat(here.keys("", null, 10)).hasSize(4);
    }
}
