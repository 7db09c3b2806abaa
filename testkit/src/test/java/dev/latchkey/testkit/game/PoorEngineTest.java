package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyException;
import dev.latchkey.Options;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.spi.TableEngine;
import dev.latchkey.testkit.MemoryTable;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An engine that writes single records only: what it cannot do is said when it is asked for, and nothing is lost. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PoorEngineTest {
    @Test
    void what_an_engine_cannot_do_is_refused_at_once() {
        try (TableEngine engine = new TableEngine(new MemoryTable(), Instant::now);
                Latchkey latchkey = Latchkey.with(engine, null, Options.DEFAULT)) {
            ProfileStore<Player> players = latchkey.profiles("players", Player.class, Player::fresh);
            Profile<Player> ada = players.load("ada");
            Player.earn(ada, 5);
            assertThatThrownBy(() -> ada.update((player, outbox) -> {
                        outbox.send(players.ref("bob"), "hello");
                        return player.withGold(0);
                    }))
                    .isInstanceOf(LatchkeyException.class)
                    .hasMessageContaining("no mail");
            assertThatThrownBy(() -> players.send("bob", "hello")).hasMessageContaining("no mail");
            assertThatThrownBy(() -> players.onMail(String.class, (player, text) -> player))
                    .hasMessageContaining("no mail");
            assertThatThrownBy(() -> players.history("ada")).hasMessageContaining("no history");
            assertThatThrownBy(() -> latchkey.profiles(
                            "others", Player.class, Player::fresh, options -> options.withItems(Player::items)))
                    .hasMessageContaining("no unique items");
            assertThat(ada.data().gold()).isEqualTo(5);
            ada.close();
            assertThat(players.view("ada")).contains(new Player(5, List.of()));
        }
    }
}
