package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.Documents;
import dev.latchkey.OutcomeUnknownException;
import dev.latchkey.Profile;
import dev.latchkey.Ref;
import dev.latchkey.TransactionCancelledException;
import dev.latchkey.testkit.EngineVerb;
import dev.latchkey.testkit.Fault;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Documents in transactions, together with profiles or alone (rule S7, decision 12). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class GuildBankTest {
    record Bank(long gold) {
        static Bank empty() {
            return new Bank(0);
        }
    }

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

    private Profile<Player> rich(String key, long gold) {
        Profile<Player> profile = Player.on(lobby).load(key);
        Player.earn(profile, gold);
        profile.save().join();
        return profile;
    }

    private void deposit(Ref<Player> from, Ref<Bank> to, long gold, Runnable meanwhile) {
        lobby.latchkey().transact(List.of(from, to), tx -> {
            Player player = tx.get(from);
            tx.set(from, player.withGold(player.gold() - gold));
            tx.update(to, bank -> new Bank(bank.gold() + gold));
            meanwhile.run();
        });
    }

    @Test
    void a_profile_and_a_document_change_in_one_write() {
        Profile<Player> ada = rich("ada", 10);
        long commits = lobby.store().calls(EngineVerb.COMMIT);
        deposit(ada.ref(), here.ref("elves"), 4, () -> {});
        assertThat(lobby.store().calls(EngineVerb.COMMIT)).isEqualTo(commits + 1);
        assertThat(ada.data().gold()).isEqualTo(6);
        assertThat(there.get("elves")).contains(new Bank(4));
        assertThat(Player.on(arena).view("ada")).contains(new Player(6, List.of()));
        assertThat(here.update("elves", bank -> new Bank(bank.gold() + 1))).contains(new Bank(5));
    }

    @Test
    void where_somebody_else_was_faster_the_function_runs_again_on_the_newest_state() {
        Profile<Player> ada = rich("ada", 10);
        AtomicInteger runs = new AtomicInteger();
        deposit(ada.ref(), here.ref("elves"), 4, () -> {
            if (runs.incrementAndGet() == 1) {
                there.update("elves", bank -> new Bank(bank.gold() + 100));
            }
        });
        assertThat(runs).hasValue(2);
        assertThat(there.get("elves")).contains(new Bank(104));
        assertThat(ada.data().gold()).isEqualTo(6);
    }

    @Test
    void a_document_that_is_only_read_is_fenced_too() {
        Profile<Player> ada = rich("ada", 10);
        Ref<Bank> elves = here.ref("elves");
        AtomicInteger runs = new AtomicInteger();
        lobby.latchkey().transact(List.of(ada.ref(), elves), tx -> {
            long interest = tx.get(elves).gold();
            if (runs.incrementAndGet() == 1) {
                there.update("elves", bank -> new Bank(3));
            }
            tx.update(ada.ref(), player -> player.withGold(player.gold() + interest));
        });
        assertThat(ada.data().gold()).isEqualTo(13);
        assertThat(here.get("elves")).contains(new Bank(3));
    }

    @Test
    void documents_alone_change_in_one_write() {
        here.update("elves", bank -> new Bank(10));
        Ref<Bank> elves = here.ref("elves");
        Ref<Bank> orcs = here.ref("orcs");
        long left = lobby.latchkey().transactAndGet(List.of(elves, orcs), tx -> {
            tx.update(elves, bank -> new Bank(bank.gold() - 3));
            tx.update(orcs, bank -> new Bank(bank.gold() + 3));
            return tx.get(elves).gold();
        });
        assertThat(left).isEqualTo(7);
        assertThat(there.get("elves")).contains(new Bank(7));
        assertThat(there.get("orcs")).contains(new Bank(3));
    }

    @Test
    void what_is_called_off_changes_nothing() {
        Profile<Player> ada = rich("ada", 10);
        Ref<Bank> elves = here.ref("elves");
        assertThatThrownBy(() -> lobby.latchkey().transact(List.of(ada.ref(), elves), tx -> {
                    tx.update(elves, bank -> new Bank(99));
                    tx.cancel("no");
                }))
                .isInstanceOf(TransactionCancelledException.class);
        assertThat(here.get("elves")).isEmpty();
        assertThatThrownBy(() -> lobby.latchkey().transact(List.of(elves), tx -> tx.send(elves, "hello")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no profile");
    }

    @Test
    void a_lost_reply_is_recognised_and_the_next_update_sees_it() {
        here.update("elves", bank -> new Bank(10));
        Ref<Bank> elves = here.ref("elves");
        lobby.store().next(EngineVerb.COMMIT, Fault.LOST_REPLY);
        CompletableFuture<Boolean> done = lobby.latchkey().transactAsync(List.of(elves), tx -> {
            tx.update(elves, bank -> new Bank(bank.gold() - 3));
            return true;
        });
        network.advance(Duration.ofSeconds(1));
        assertThat(done.join()).isTrue();
        assertThat(here.update("elves", bank -> new Bank(bank.gold() - 1))).contains(new Bank(6));
    }

    @Test
    void what_two_others_have_written_over_is_unknown() {
        here.update("elves", bank -> new Bank(10));
        Ref<Bank> elves = here.ref("elves");
        lobby.store().next(EngineVerb.COMMIT, Fault.LOST_REPLY);
        CompletableFuture<Boolean> done = lobby.latchkey().transactAsync(List.of(elves), tx -> {
            tx.update(elves, bank -> new Bank(bank.gold() - 3));
            return true;
        });
        network.settle();
        there.update("elves", bank -> new Bank(bank.gold() + 100));
        there.update("elves", bank -> new Bank(bank.gold() + 100));
        network.advance(Duration.ofSeconds(1));
        assertThatThrownBy(done::join).hasCauseInstanceOf(OutcomeUnknownException.class);
        assertThat(here.get("elves")).contains(new Bank(207));
    }
}
