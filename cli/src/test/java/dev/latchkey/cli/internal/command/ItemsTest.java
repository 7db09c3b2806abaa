package dev.latchkey.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Profile;
import dev.latchkey.spi.ProfileId;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Where items are, and entering those of old data (S10). */
final class ItemsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    private Ran run(String... arguments) {
        return Ran.on(folder.resolve("players.db"), arguments);
    }

    @Test
    void items_tells_the_way() {
        try (Game game = Game.open(folder.resolve("players.db"))) {
            game.visit("ada", 1, "sword-1");
            game.visit("ada", 1);
            game.visit("bob", 1, "sword-1");
        }
        Ran ran = run("items", "sword-1");
        assertThat(ran.status()).isZero();
        assertThat(ran.out().lines().toList().get(0)).startsWith("sword-1 is in players/bob since ");
        assertThat(ran.out().lines()).hasSize(5);
        JsonNode json = run("items", "sword-1", "--json").json();
        assertThat(json.get("place").asString()).isEqualTo("players/bob");
        assertThat(json.get("path").get(2).get("to").asString()).isEqualTo("players/ada");
        assertThat(json.get("path").get(0).get("server").asString()).isEqualTo("lobby-1");
        assertThat(run("items", "hat-1").status()).isEqualTo(1);
    }

    @Test
    void the_items_of_old_data_are_entered_beside_live_sessions_and_may_be_again() {
        try (Game game = Game.old(folder.resolve("players.db"))) {
            game.visit("ada", 1, "sword-1", "hat-1");
            Profile<Game.Player> bob = game.players.load("bob");
            bob.update(player -> Game.player(2, "shoe-1"));
            bob.save().join();
            for (int i = 0; i < 2; i++) {
                Ran ran = run("index-items", "--path", "/items/*/id");
                assertThat(ran.status()).isZero();
                assertThat(ran.out()).contains("3 items of 2 profiles are entered");
            }
            assertThat(run("items", "shoe-1").out()).contains("players/bob");
            assertThat(bob.isActive()).isTrue();
            bob.close();
        }
    }

    @Test
    void what_is_there_twice_or_no_json_is_told() {
        try (Game game = Game.old(folder.resolve("players.db"));
                Stage stage = new Stage(folder.resolve("players.db"))) {
            game.visit("ada", 1, "sword-1");
            game.visit("bob", 1, "sword-1", "hat-1", "hat-1");
            stage.edit(new ProfileId("players", "box"), new byte[] {1});
        }
        Ran ran = run("index-items", "--in", "players", "--path", "/items/*/id");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out())
                .contains(
                        "2 items of 3 profiles are entered",
                        "sword-1 is in players/bob, and in players/ada since ",
                        "hat-1 is in players/bob, and in it once more",
                        "2 duplicates",
                        "players/box is left out: its data is not JSON");
        assertThat(run("index-items", "--json", "--path", "/items/*/id")
                        .json()
                        .get("duplicates")
                        .get(0)
                        .get("holder")
                        .asString())
                .isEqualTo("players/ada");
        assertThat(run("index-items", "--path", "items").status()).isEqualTo(2);
        assertThat(run("index-items", "--in", "pets", "--path", "/items/*").status())
                .isEqualTo(1);
    }
}
