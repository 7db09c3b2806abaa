package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.AlreadyOpenException;
import dev.latchkey.DocumentLockedException;
import dev.latchkey.Documents;
import dev.latchkey.EndReason;
import dev.latchkey.Ended;
import dev.latchkey.Fate;
import dev.latchkey.Profile;
import dev.latchkey.ProfileInUseException;
import dev.latchkey.Ref;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.testkit.EngineVerb;
import dev.latchkey.testkit.Fault;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A document that one server has for a while (decision 17). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LockedDocumentTest {
    record Bank(long gold) {
        static Bank empty() {
            return new Bank(0);
        }

        Bank earn(long more) {
            return new Bank(gold + more);
        }
    }

    private static final ProfileId ELVES = new ProfileId("banks", "elves");

    private final TestNetwork network = new TestNetwork();
    private final TestServer lobby = network.server("lobby");
    private final TestServer arena = network.server("arena");
    private final Documents<Bank> here = on(lobby);
    private final Documents<Bank> there = on(arena);

    private static Documents<Bank> on(TestServer server) {
        return server.latchkey().documents("banks", Bank.class, Bank::empty);
    }

    @AfterEach
    void close() {
        network.close();
    }

    private Head head() {
        return Stored.record(network.store(), ELVES).head();
    }

    private static CompletableFuture<Optional<Bank>> earn(Documents<Bank> banks, long gold) {
        return banks.updateAsync("elves", bank -> bank.earn(gold));
    }

    private void lockedByLobby(CompletableFuture<?> call) {
        if (!call.isDone()) {
            network.advance(Duration.ofSeconds(11));
        }
        assertThatThrownBy(() -> network.await(call))
                .isInstanceOfSatisfying(DocumentLockedException.class, locked -> {
                    assertThat(locked.document()).isEqualTo(ELVES);
                    assertThat(locked.serverName()).isEqualTo("lobby");
                    assertThat(locked.server()).isEqualTo(lobby.latchkey().serverId());
                    assertThat(locked.since())
                            .isEqualTo(Stored.record(network.store(), ELVES)
                                    .dates()
                                    .session());
                })
                .hasMessageContaining("banks/elves")
                .hasMessageContaining("owner=lobby");
    }

    private List<?> orphans() {
        return network.store().orphans(ELVES, 9) instanceof Outcome.Done<List<OrphanShelf.Shelved>>(var found)
                ? found
                : List.of("no answer");
    }

    @Test
    void who_has_locked_it_changes_it_alone_and_updates_of_others_wait_for_that() {
        there.update("elves", bank -> bank.earn(1));
        Profile<Bank> elves = here.lock("elves");
        CompletableFuture<Optional<Bank>> update = earn(there, 10);
        CompletableFuture<Optional<Bank>> mine = earn(here, 100);
        elves.update(bank -> bank.earn(2));
        elves.save().join();
        elves.update(bank -> bank.earn(4));
        network.advance(Duration.ofSeconds(3));
        assertThat(update).isNotDone();
        assertThat(mine).as("also here").isNotDone();
        assertThat(there.get("elves")).as("what was last saved").contains(new Bank(3));
        elves.close();
        network.advance(Duration.ofSeconds(2));
        assertThat(update).isCompleted();
        assertThat(mine).isCompleted();
        assertThat(here.get("elves")).contains(new Bank(117));
        assertThat(head().owner()).isNull();
    }

    @Test
    void one_that_is_not_given_back_fails_them_by_name_after_ten_seconds() {
        Profile<Bank> elves = here.lock("elves");
        CompletableFuture<Optional<Bank>> update = earn(there, 10);
        CompletableFuture<Boolean> erase = there.eraseAsync("elves");
        network.advance(Duration.ofSeconds(9));
        assertThat(update).isNotDone();
        assertThat(erase).isNotDone();
        network.advance(Duration.ofSeconds(2));
        assertThat(update).isDone();
        lockedByLobby(update);
        lockedByLobby(erase);
        lockedByLobby(earn(here, 10));
        assertThat(elves.isActive()).isTrue();
        elves.update(bank -> bank.earn(1));
        elves.close();
        assertThat(there.get("elves")).contains(new Bank(1));
    }

    @Test
    void another_server_that_locks_it_gets_it_handed_over() {
        Profile<Bank> elves = here.lock("elves");
        List<EndReason> heard = new ArrayList<>();
        elves.onEnding(ending -> {
            heard.add(ending.reason());
            elves.update(bank -> bank.earn(5));
        });
        assertThatThrownBy(() -> here.lock("elves")).isInstanceOf(AlreadyOpenException.class);
        Profile<Bank> theirs = network.await(there.lockAsync("elves"));
        assertThat(heard).hasSize(1);
        assertThat(elves.isActive()).isFalse();
        assertThat(theirs.data()).isEqualTo(new Bank(5));
        theirs.close();
    }

    @Test
    void one_whose_server_is_dead_ends_when_its_lease_is_over_and_needs_nobody_to_lock_it() {
        Profile<Bank> elves = here.lock("elves");
        elves.update(bank -> bank.earn(1));
        elves.save().join();
        elves.update(bank -> bank.earn(2)); // lost with its server
        lobby.crash();
        lockedByLobby(earn(there, 10));
        network.advance(Duration.ofSeconds(5));
        assertThat(network.await(earn(there, 20))).contains(new Bank(21));
        assertThat(head().owner()).isNull();
        assertThat(network.await(there.lockAsync("elves")).data()).isEqualTo(new Bank(21));
    }

    private CompletableFuture<Boolean> pay(TestServer at, Ref<Bank> bank, Duration patience) {
        Ref<Player> ada = Player.on(at).ref("ada");
        return at.latchkey()
                .transactAsync(
                        List.of(ada, bank),
                        tx -> {
                            tx.update(ada, player -> player.withGold(player.gold() - 3));
                            tx.update(bank, saved -> saved.earn(3));
                            return true;
                        },
                        options -> options.withPatience(patience));
    }

    @Test
    void it_takes_part_in_transactions_of_who_has_it() {
        Profile<Bank> elves = here.lock("elves");
        elves.update(bank -> bank.earn(1));
        List<Bank> changed = new ArrayList<>();
        elves.onChanged(changed::add);
        assertThat(network.await(pay(lobby, elves.ref(), Duration.ofSeconds(5))))
                .isTrue();
        network.settle();
        assertThat(elves.data()).isEqualTo(new Bank(4));
        assertThat(changed).containsExactly(new Bank(4));
        assertThat(there.get("elves")).contains(new Bank(4));
        assertThat(Player.on(arena).view("ada").orElseThrow().gold()).isEqualTo(-3);
        elves.close();
    }

    @Test
    void transactions_of_others_wait_for_it_and_fail_by_name() {
        Profile<Bank> elves = here.lock("elves");
        elves.update(bank -> bank.earn(1));
        CompletableFuture<Boolean> waiting = pay(arena, there.ref("elves"), Duration.ofSeconds(30));
        CompletableFuture<Boolean> failing = pay(arena, there.ref("elves"), Duration.ofSeconds(4));
        CompletableFuture<Boolean> alsoHere = pay(lobby, here.ref("elves"), Duration.ofSeconds(4));
        network.advance(Duration.ofSeconds(5));
        lockedByLobby(failing);
        lockedByLobby(alsoHere);
        assertThat(waiting).isNotDone();
        Profile<Player> ada = network.await(Player.on(arena).loadAsync("ada"));
        Player.earn(ada, 8);
        elves.close();
        assertThat(network.await(waiting)).isTrue();
        assertThat(there.get("elves")).contains(new Bank(4));
        assertThat(ada.data().gold()).isEqualTo(5);
        ada.close();
    }

    @Test
    void S4_a_lost_reply_at_its_end_is_recognised_whatever_others_write_after_it() {
        Profile<Bank> elves = here.lock("elves");
        List<Ended> ends = new ArrayList<>();
        elves.onEnded(ends::add);
        elves.update(bank -> bank.earn(1));
        lobby.store().next(EngineVerb.COMMIT, Fault.LOST_REPLY);
        CompletableFuture<Void> closed = elves.closeAsync();
        network.settle();
        assertThat(closed).isNotDone();
        assertThat(there.update("elves", bank -> bank.earn(10))).contains(new Bank(11));
        assertThat(there.update("elves", bank -> bank.earn(100))).contains(new Bank(111));
        network.await(closed);
        network.settle();
        assertThat(ends).extracting(Ended::fate).containsExactly(Fate.STORED);
        assertThat(orphans()).isEmpty();
        assertThat(here.get("elves")).contains(new Bank(111));
    }

    @Test
    void S2_what_was_read_before_a_lock_is_never_written_after_it() {
        there.update("elves", bank -> bank.earn(1));
        Profile<Bank> elves = here.lock("elves");
        elves.update(bank -> bank.earn(2));
        elves.close();
        long commits = arena.store().calls(EngineVerb.COMMIT);
        assertThat(there.update("elves", bank -> bank.earn(10))).contains(new Bank(13));
        assertThat(arena.store().calls(EngineVerb.COMMIT))
                .as("the first is refused")
                .isEqualTo(commits + 2);
        long edits = arena.store().calls(EngineVerb.EDIT);
        assertThat(there.update("elves", bank -> bank.earn(100))).contains(new Bank(113));
        assertThat(arena.store().calls(EngineVerb.COMMIT))
                .as("then one is enough")
                .isEqualTo(commits + 3);
        assertThat(arena.store().calls(EngineVerb.EDIT)).isEqualTo(edits);
    }

    @Test
    void a_lock_of_which_nothing_was_saved_leaves_nothing() {
        here.lock("elves").close();
        assertThat(there.get("elves")).isEmpty();
        assertThat(network.await(earn(there, 5))).contains(new Bank(5));
        here.lock("elves").close();
        arena.store().next(EngineVerb.EDIT, Fault.LOST_REPLY);
        assertThat(network.await(earn(there, 5))).contains(new Bank(10));
        assertThat(there.erase("elves")).isTrue();
        here.lock("elves").close();
        assertThat(there.erase("elves")).isFalse();
    }

    @Test
    void a_lock_is_refused_by_name_where_the_other_server_keeps_it() {
        Profile<Bank> elves = here.lock("elves");
        lobby.pause();
        CompletableFuture<Profile<Bank>> lock =
                there.lockAsync("elves", options -> options.withPatience(Duration.ofSeconds(1)));
        assertThatThrownBy(() -> network.await(lock))
                .isInstanceOf(ProfileInUseException.class)
                .hasMessageContaining("lobby");
        lobby.resume();
        elves.close();
    }
}
