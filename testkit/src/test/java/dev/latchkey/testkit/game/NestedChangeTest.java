package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.latchkey.NestedChangeException;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.Ref;
import dev.latchkey.spi.DeadLetter;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A change inside a change of the same profile is refused at once: no time passes in these tests. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NestedChangeTest {
    private final TestNetwork network = new TestNetwork();
    private final TestServer lobby = network.server("lobby");
    private final ProfileStore<Player> players = Player.on(lobby);
    private final Ref<Player> ada = players.ref("ada");
    private final Ref<Player> bob = players.ref("bob");
    private final Profile<Player> open = players.load("ada");

    record Gift(long gold) {}

    @AfterEach
    void close() {
        network.close();
    }

    private static void refused(String what, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(NestedChangeException.class)
                .hasMessageContaining(what)
                .hasMessageContaining("profile=players/ada");
    }

    private Player withGold(Player player, long gold) {
        return player.withGold(player.gold() + gold);
    }

    private void pay(long gold) {
        lobby.latchkey().transact(List.of(bob, ada), tx -> tx.update(ada, player -> withGold(player, gold)));
    }

    @Test
    void a_transaction_inside_an_update_of_one_of_its_profiles_is_refused() {
        refused(
                "transaction called inside an update",
                () -> open.update(player -> {
                    pay(1);
                    return withGold(player, 2);
                }));
        assertThat(open.data().gold()).isZero();
        open.update(player -> withGold(player, 4));
        pay(8);
        assertThat(open.data().gold()).isEqualTo(12);
    }

    @Test
    void so_is_an_edit_and_an_update() {
        refused(
                "transaction called inside an update",
                () -> open.update(player -> players.edit("ada", same -> withGold(same, 1))));
        refused("update called inside an update", () -> open.update(player -> open.update(same -> withGold(same, 1))));
        assertThat(open.data().gold()).isZero();
    }

    @Test
    void so_are_changes_inside_of_a_transaction() {
        refused(
                "update called inside a transaction",
                () -> lobby.latchkey().transact(List.of(ada), tx -> open.update(player -> withGold(player, 1))));
        refused(
                "transaction called inside a transaction",
                () -> lobby.latchkey().transact(List.of(ada), tx -> pay(1)));
        pay(8);
        assertThat(open.data().gold()).isEqualTo(8);
    }

    @Test
    void other_profiles_may_be_changed_inside_and_the_refusal_is_over_with_the_change() {
        open.update(player -> {
            lobby.latchkey().transact(List.of(bob), tx -> tx.update(bob, other -> withGold(other, 1)));
            refused("transaction called inside an update", () -> pay(1));
            return withGold(player, 2);
        });
        pay(4);
        assertThat(open.data().gold()).isEqualTo(6);
        assertThat(players.view("bob").orElseThrow().gold()).isEqualTo(1);
    }

    @Test
    void one_that_nobody_waits_for_begins_when_the_update_is_over() {
        List<CompletableFuture<Boolean>> later = new ArrayList<>();
        open.update(player -> {
            later.add(lobby.latchkey().transactAsync(List.of(ada), tx -> {
                tx.update(ada, same -> withGold(same, 1));
                return true;
            }));
            return withGold(player, 2);
        });
        assertThat(network.await(later.get(0))).isTrue();
        assertThat(open.data().gold()).isEqualTo(3);
    }

    @Test
    void a_letters_handler_that_does_so_fails() {
        List<RuntimeException> thrown = new ArrayList<>();
        players.onMail(Gift.class, (player, gift) -> {
            try {
                pay(gift.gold());
            } catch (NestedChangeException refused) {
                thrown.add(refused);
                throw refused;
            }
            return player;
        });
        network.await(players.send("ada", new Gift(1)));
        network.advance(Duration.ofMinutes(1));
        assertThat(thrown).isNotEmpty();
        assertThat(players.deadLetters("ada"))
                .extracting(DeadLetter::reason)
                .singleElement(STRING)
                .contains("NestedChangeException");
        assertThat(open.data().gold()).isZero();
    }
}
