package dev.latchkey.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.EndReason;
import dev.latchkey.Latchkey;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's first example, word for word but for the file's place. */
@Timeout(60)
final class ReadmeExampleTest {
    record Item(String id, String kind) {}

    record PlayerData(int level, long gold, List<Item> items) {
        static PlayerData fresh() {
            return new PlayerData(1, 0, List.of());
        }

        PlayerData withGold(long gold) {
            return new PlayerData(level, gold, items);
        }
    }

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    private final CompletableFuture<String> kicked = new CompletableFuture<>();

    private void kick(String player, EndReason reason) {
        kicked.complete(player + " " + reason);
    }

    @Test
    void the_example_does_what_it_says() {
        example("sqlite:" + folder.resolve("players.db"));
        try (Latchkey latchkey = Latchkey.open("sqlite:" + folder.resolve("players.db"))) {
            ProfileStore<PlayerData> players = latchkey.profiles("players", PlayerData.class, PlayerData::fresh);
            assertThat(players.view("ada")).hasValue(PlayerData.fresh().withGold(100));
        }
    }

    private void example(String url) {
        try (Latchkey latchkey = Latchkey.open(url)) {
            ProfileStore<PlayerData> players = latchkey.profiles("players", PlayerData.class, PlayerData::fresh);

            Profile<PlayerData> ada = players.load("ada");
            ada.onEnding(ending -> kick("ada", ending.reason()));
            ada.update(data -> data.withGold(data.gold() + 100));
            ada.close();
        }
    }

    @Test
    void two_servers_over_one_file_hand_the_player_over() {
        String url = "sqlite:" + folder.resolve("players.db");
        try (Latchkey lobby = Latchkey.open(url, options -> options.withName("lobby"));
                Latchkey arena = Latchkey.open(url, options -> options.withName("arena"))) {
            Profile<PlayerData> here = lobby.profiles("players", PlayerData.class, PlayerData::fresh)
                    .load("ada");
            here.onEnding(ending -> kick("ada", ending.reason()));
            here.update(data -> data.withGold(7));
            Profile<PlayerData> there = arena.profiles("players", PlayerData.class, PlayerData::fresh)
                    .load("ada");
            assertThat(there.data().gold()).isEqualTo(7);
            assertThat(kicked.join()).isEqualTo("ada HANDED_OFF");
            there.close();
        }
    }
}
