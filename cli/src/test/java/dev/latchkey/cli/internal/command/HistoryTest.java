package dev.latchkey.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Profile;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.ProfileId;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Earlier states: looking at them, and putting one back. */
final class HistoryTest {
    private static final ProfileId ADA = new ProfileId("players", "ada");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each
    private Game game;

    @BeforeEach
    void open() {
        game = Game.open(folder.resolve("players.db"));
        game.visit("ada", 1, "sword-1");
        game.visit("ada", 2, "sword-1", "hat-1");
        game.visit("ada", 3);
    }

    @AfterEach
    void close() {
        game.close();
    }

    private Ran run(String... arguments) {
        return Ran.on(folder.resolve("players.db"), arguments);
    }

    private void orphan(String text) {
        try (Stage stage = new Stage(folder.resolve("players.db"))) {
            stage.orphan(ADA, stage.play(Stage.ARENA, ADA, text), text);
            stage.leave(Stage.ARENA);
        }
    }

    @Test
    void history_lists_what_was_newest_first() {
        Ran ran = run("history", "ada");
        assertThat(ran.status()).isZero();
        assertThat(ran.out().lines().skip(1)).hasSize(2).allMatch(line -> line.contains("lobby-1  session  "));
        JsonNode history = run("history", "players/ada", "--json").json().get("history");
        assertThat(history).hasSize(2);
        assertThat(history.get(0).get("number").asLong())
                .isGreaterThan(history.get(1).get("number").asLong());
        assertThat(run("history", "ada", "--limit", "1").out().lines()).hasSize(2);
        assertThat(run("history", "eve").status()).isEqualTo(1);
    }

    @Test
    void revision_prints_one_and_says_what_is_none() {
        Ran ran = run("revision", "ada", "1");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("  \"gold\" : 1,", "\"sword-1\"");
        JsonNode json = run("revision", "ada", "1", "--json").json();
        assertThat(json.get("data").asString()).startsWith("{\"gold\":1,");
        assertThat(json.get("codec").asString()).isEqualTo("json");
        Ran none = run("revision", "ada", "99");
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.err()).contains("no state 99", "latchkey history players/ada");
        assertThat(run("revision", "ada", "first").status()).isEqualTo(2);
    }

    @Test
    void diff_tells_fields() {
        Ran ran = run("diff", "ada", "1", "2");
        assertThat(ran.status()).isZero();
        assertThat(ran.out().lines())
                .containsExactly("~ /gold: 1 -> 2", "+ /items/1: {\"id\":\"hat-1\",\"kind\":\"thing\"}");
        assertThat(run("diff", "ada", "2").out()).contains("~ /gold: 2 -> 3", "- /items/0: ");
        assertThat(run("diff", "ada", "2", "2").out()).contains("the same");
        JsonNode first =
                run("diff", "ada", "1", "2", "--json").json().get("differences").get(0);
        assertThat(first.get("path").asString()).isEqualTo("/gold");
    }

    @Test
    void restore_puts_a_state_back_with_its_items_and_keeps_the_present_one() {
        Ran ran = run("restore", "ada", "1", "--yes", "--by", "carol");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("players/ada has state 1 again; what it had before is kept as 3");
        assertThat(game.stored("ada")).isEqualTo(Game.player(1, "sword-1"));
        assertThat(run("items", "sword-1").out()).contains("players/ada");
        assertThat(run("revision", "ada", "3").out()).contains("\"gold\" : 3");
        game.visit("ada", 4, "sword-1");
        assertThat(run("history", "ada").out()).contains("restore by carol  session", "restore  ");
    }

    @Test
    void restore_asks_and_does_nothing_where_nobody_answers() {
        Ran ran = run("restore", "ada", "1");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("Put state 1", "--yes").hasLineCount(1);
        assertThat(game.stored("ada")).isEqualTo(Game.player(3));
    }

    @Test
    void restore_leaves_a_live_session_alone_that_it_cannot_talk_to() {
        Profile<Game.Player> ada = game.players.load("ada");
        Ran ran = run("restore", "ada", "1", "--yes");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .contains("live server lobby-1", "unlock --force players/ada")
                .hasLineCount(1);
        assertThat(ada.isActive()).isTrue();
        ada.close();
    }

    @Test
    void restore_is_seen_by_the_game_that_has_it_open() {
        try (Game talking = Game.talking(folder.resolve("players.db"))) {
            Profile<Game.Player> ada = talking.players.load("ada");
            Ran ran = run("restore", "ada", "1", "--yes");
            assertThat(ran.err()).isEmpty();
            assertThat(ran.status()).isZero();
            assertThat(ada.data()).isEqualTo(Game.player(1, "sword-1"));
            assertThat(ada.isActive()).isTrue();
            ada.close();
        }
        assertThat(game.stored("ada")).isEqualTo(Game.player(1, "sword-1"));
    }

    @Test
    void restore_takes_over_from_a_silent_server() {
        try (Stage stage = new Stage(folder.resolve("players.db"))) {
            Fence fence = stage.play(Stage.ARENA, ADA, "{\"gold\":8,\"items\":[]}");
            stage.lease(Stage.ARENA, Duration.ZERO);
            assertThat(run("restore", "ada", "1", "--yes").status()).isZero();
            assertThat(stage.canSave(Stage.ARENA, ADA, fence)).isFalse();
        }
        assertThat(game.stored("ada")).isEqualTo(Game.player(1, "sword-1"));
    }

    @Test
    void restore_duplicates_no_item_and_names_those_that_are_elsewhere() {
        game.visit("bob", 5, "sword-1", "hat-1");
        Ran ran = run("restore", "ada", "2", "--yes");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .contains("hat-1 (players/bob since ", "sword-1 (players/bob since ", "nothing was changed")
                .hasLineCount(1);
        assertThat(game.stored("ada")).isEqualTo(Game.player(3));
        assertThat(run("restore", "ada", "2", "--yes", "--items", "/items/*/id").err())
                .contains("hat-1", "sword-1");
        assertThat(run("restore", "ada", "2", "--yes", "--items", "items").status())
                .isEqualTo(2);
    }

    @Test
    void restore_leaves_out_what_is_elsewhere_if_told_so() {
        game.visit("bob", 5, "sword-1");
        assertThat(run("restore", "ada", "2", "--yes", "--leave-out").err()).contains("needs --items");
        Ran fixed = run("restore", "ada", "2", "--yes", "--leave-out", "--items", "/items/0/id");
        assertThat(fixed.status()).isEqualTo(1);
        assertThat(fixed.err()).contains("/items/0/id", "nothing was changed");
        Ran ran = run("restore", "ada", "2", "--yes", "--leave-out", "--items", "/items/*/id");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("has state 2 again without sword-1; what");
        assertThat(game.stored("ada")).isEqualTo(Game.player(2, "hat-1"));
        assertThat(run("items", "hat-1").out()).contains("is in players/ada");
        assertThat(run("items", "sword-1").out()).contains("is in players/bob");
        assertThat(run("show", "ada").out()).contains("codec json, schema 0");
        game.visit("ada", 7);
    }

    @Test
    void what_lost_its_session_is_listed_and_comes_back() {
        orphan("{\"gold\":9,\"items\":[]}");
        // The newest, or next to a state that was kept within the same millisecond.
        JsonNode lost = run("history", "ada", "--json")
                .json()
                .get("history")
                .valueStream()
                .filter(entry -> entry.get("why").asString().equals("orphan"))
                .findFirst()
                .orElseThrow();
        String write = lost.get("write").asString();
        assertThat(run("history", "ada").out()).contains(write, "orphan: session lost");
        assertThat(run("diff", "ada", "2", write).out()).contains("~ /gold: 2 -> 9");
        assertThat(run("restore", "ada", write, "--yes").status()).isZero();
        assertThat(game.stored("ada")).isEqualTo(Game.player(9));
    }

    @Test
    void data_that_is_no_json_is_told_by_codec_and_size() {
        try (Stage stage = new Stage(folder.resolve("players.db"))) {
            ProfileId box = new ProfileId("players", "box");
            stage.edit(box, new byte[] {1, 2, 3});
            stage.keep(box);
            stage.edit(box, new byte[] {4});
        }
        assertThat(run("revision", "box", "3").out()).contains("3 bytes of codec bytes");
        assertThat(run("revision", "box", "3", "--json").json().get("data").asString())
                .isEqualTo("010203");
        assertThat(run("diff", "box", "3").out()).contains("~ /: 3 bytes of codec bytes -> 1 bytes of codec bytes");
        assertThat(run("restore", "box", "3", "--yes").status()).isZero();
        assertThat(run("show", "box").out()).contains("010203");
    }
}
