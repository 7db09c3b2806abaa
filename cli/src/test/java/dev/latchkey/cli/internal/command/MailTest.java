package dev.latchkey.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Profile;
import dev.latchkey.spi.ProfileId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Letters that wait, and those that nobody could handle. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MailTest {
    private static final ProfileId ADA = new ProfileId("players", "ada");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each
    private Game game;

    @BeforeEach
    void open() {
        game = Game.open(folder.resolve("players.db"));
    }

    @AfterEach
    void close() {
        game.close();
    }

    private Ran run(String... arguments) {
        return Ran.on(folder.resolve("players.db"), arguments);
    }

    /** A letter to ada that could not be handled, with an item in it. */
    private void dead(String id) {
        try (Stage stage = new Stage(folder.resolve("players.db"))) {
            stage.deadLetter(ADA, id, "{\"gold\":5}", "sword-1");
        }
    }

    @Test
    void mail_lists_what_waits() {
        assertThat(run("mail", "players/ada").out()).contains("Nothing waits for players/ada");
        game.players.send("ada", new Game.Gift(5), "gift-1").join();
        game.players
                .send(
                        "ada",
                        new Game.Gift(6),
                        options -> options.withId("gift-2").withLifetime(Duration.ofDays(3)))
                .join();
        Ran ran = run("mail", "players/ada");
        assertThat(ran.status()).isZero();
        assertThat(ran.out().lines()).hasSize(3);
        assertThat(ran.out()).contains("gift-1  Gift  lobby-1  ");
        JsonNode letters =
                run("mail", "ada", "--in", "players", "--json").json().get("letters");
        assertThat(letters.get(0).get("data").asString()).isEqualTo("{\"gold\":5}");
        assertThat(letters.get(0).get("expires").isNull()).isTrue();
        assertThat(letters.get(1).get("expires").isNull()).isFalse();
    }

    @Test
    void dead_letters_are_listed_with_the_reason() {
        assertThat(run("dead-letters").out()).contains("There are no dead letters");
        dead("gift-1");
        Ran ran = run("dead-letters");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("players/ada  gift-1  Gift  test  sword-1  handler failed");
        assertThat(run("dead-letters", "players/ada").out()).isEqualTo(ran.out());
        assertThat(run("dead-letters", "players/bob").out()).contains("no dead letters");
        assertThat(run("dead-letters", "--in", "pets").out()).contains("no dead letters");
        JsonNode one = run("dead-letters", "--in", "players", "--json")
                .json()
                .get("deadLetters")
                .get(0);
        assertThat(one.get("data").asString()).isEqualTo("{\"gold\":5}");
    }

    @Test
    void one_that_is_retried_comes_to_the_live_session() {
        Profile<Game.Player> ada = game.players.load("ada");
        CompletableFuture<Long> gold = new CompletableFuture<>();
        game.players.onMail(Game.Gift.class, (player, gift) -> {
            gold.complete(gift.gold());
            return Game.player(player.gold() + gift.gold(), "sword-1");
        });
        dead("gift-1");
        Ran ran = run("dead-letters", "--retry", "gift-1");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("letter gift-1 to players/ada waits again");
        assertThat(gold.join()).isEqualTo(5);
        ada.update(player -> player); // comes after the handler
        ada.close();
        assertThat(game.stored("ada")).isEqualTo(Game.player(5, "sword-1"));
        Ran again = run("dead-letters", "players/ada", "--retry", "gift-1");
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).contains("no dead letter gift-1 to players/ada");
    }

    @Test
    void one_that_is_removed_is_gone_with_its_item() {
        dead("gift-1");
        Ran asked = run("dead-letters", "--remove", "gift-1");
        assertThat(asked.status()).isEqualTo(2);
        assertThat(asked.err()).contains("sword-1", "--yes").hasLineCount(1);
        Ran ran = run("dead-letters", "--remove", "gift-1", "--yes", "--json");
        assertThat(ran.json().get("what").asString()).isEqualTo("removed");
        assertThat(run("dead-letters").out()).contains("no dead letters");
        assertThat(run("items", "sword-1").out()).contains("sword-1 is nowhere now");
        assertThat(run("dead-letters", "--remove", "a", "--retry", "b").status())
                .isEqualTo(2);
    }
}
