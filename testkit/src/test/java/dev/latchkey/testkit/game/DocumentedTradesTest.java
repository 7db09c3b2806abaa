package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.LatchkeyException;
import dev.latchkey.ProfileStore;
import dev.latchkey.Ref;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of trades and receipts in {@code docs}. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DocumentedTradesTest {
    // Begin of the trade.
    static CompletableFuture<Boolean> pay(TestServer at, String from, String to, long gold) {
        Ref<Player> payer = Player.on(at).ref(from);
        Ref<Player> payee = Player.on(at).ref(to);
        return at.latchkey().transactAsync(List.of(payer, payee), tx -> {
            tx.update(payer, player -> player.withGold(player.gold() - gold));
            tx.update(payee, player -> player.withGold(player.gold() + gold));
            return true;
        });
    }

    @Test
    void no_gold_is_lost_or_made_when_the_other_server_dies_in_the_middle_of_a_trade() {
        try (TestNetwork network = new TestNetwork()) {
            TestServer lobby = network.server("lobby");
            TestServer arena = network.server("arena");
            Player.earn(network.await(Player.on(lobby).loadAsync("ada")), 100);
            Player.earn(network.await(Player.on(arena).loadAsync("bob")), 100);

            CompletableFuture<Boolean> paid = pay(lobby, "ada", "bob", 30);
            arena.crash(); // and with it what Bob had earned and nobody saved
            network.advance(Duration.ofMinutes(1));

            long adas = Player.on(lobby).opened("ada").orElseThrow().data().gold();
            long bobs = network.await(Player.on(lobby).loadAsync("bob")).data().gold();
            boolean stored = !paid.isCompletedExceptionally();
            assertThat(adas).isEqualTo(stored ? 70 : 100);
            assertThat(bobs).isIn(stored ? List.of(30L, 130L) : List.of(0L, 100L));
        }
    }
    // End of the trade.

    // Begin of the receipts.
    record Purchase(String product) {}

    /** Called by the shop as often as it likes; it may forget the receipt when this returns. */
    static void grant(ProfileStore<Player> players, String key, String product, String receipt) {
        players.send(key, new Purchase(product), receipt).join(); // durable now, and once for each receipt
    }

    static void deliver(ProfileStore<Player> players) {
        players.onMail(Purchase.class, (player, purchase) -> player.withItem(purchase.product()));
    }
    // End of the receipts.

    @Test
    void a_receipt_is_granted_once_and_confirmed_only_when_it_is_durable() {
        try (TestNetwork network = new TestNetwork()) {
            TestServer lobby = network.server("lobby");
            TestServer arena = network.server("arena");
            deliver(Player.on(lobby));
            deliver(Player.on(arena));
            Player.on(lobby).load("ada");

            lobby.store().outage(true);
            CompletableFuture<Void> early =
                    CompletableFuture.runAsync(() -> grant(Player.on(lobby), "ada", "hat", "receipt-1"));
            assertThatThrownBy(() -> network.await(early))
                    .as("the shop keeps the receipt")
                    .isInstanceOf(LatchkeyException.class);
            lobby.store().outage(false);

            grant(Player.on(arena), "ada", "hat", "receipt-1");
            lobby.crash(); // before or after it was handled: the letter's effect and its end are one write
            grant(Player.on(arena), "ada", "hat", "receipt-1");
            network.await(Player.on(arena).loadAsync("ada"));
            network.settle();
            assertThat(Player.on(arena).opened("ada").orElseThrow().data().items())
                    .containsExactly("hat");

            grant(Player.on(arena), "ada", "hat", "receipt-1");
            network.settle();
            assertThat(Player.on(arena).opened("ada").orElseThrow().data().items())
                    .containsExactly("hat");
        }
    }

    @Test
    void the_examples_stand_in_the_documentation() throws IOException {
        assertThat(Files.readString(Path.of("../docs/testing.md"))).contains(example("the trade"));
        assertThat(Files.readString(Path.of("../docs/between-players.md"))).contains(example("the receipts"));
    }

    private static String example(String name) throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/latchkey/testkit/game/DocumentedTradesTest.java"));
        String begin = "    // Begin of " + name + ".\n";
        return source.substring(source.indexOf(begin) + begin.length(), source.indexOf("    // End of " + name + "."))
                .lines()
                .map(line -> line.isEmpty() ? line : line.substring(4))
                .collect(Collectors.joining("\n"));
    }
}
