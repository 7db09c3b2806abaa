package dev.latchkey.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Profile;
import dev.latchkey.spi.ProfileId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Data that is changed by a person. */
final class EditTest {
    private static final String ALL = "{\"gold\":9,\"items\":[{\"id\":\"bow-1\",\"kind\":\"thing\"}]}";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each
    private Game game;

    @BeforeEach
    void open() {
        game = Game.open(folder.resolve("players.db"));
        game.visit("ada", 3, "sword-1", "hat-1");
    }

    @AfterEach
    void close() {
        game.close();
    }

    private Ran run(String... arguments) {
        return Ran.on(folder.resolve("players.db"), arguments);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("new.json"), text).toString();
    }

    @Test
    void values_are_set_and_taken_out_and_what_was_there_is_kept() {
        Ran ran = run(
                "edit",
                "ada",
                "--set",
                "/gold=5",
                "--set",
                "/items/0/kind=\"blade\"",
                "--unset",
                "/items/1",
                "--yes",
                "--by",
                "carol");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
        assertThat(ran.out().lines())
                .containsExactly(
                        "~ /gold: 3 -> 5",
                        "~ /items/0/kind: \"thing\" -> \"blade\"",
                        "- /items/1: {\"id\":\"hat-1\",\"kind\":\"thing\"}",
                        "players/ada is changed; what it had before is kept as 1");
        assertThat(game.stored("ada").gold()).isEqualTo(5);
        assertThat(game.stored("ada").items()).containsExactly(new Game.Item("sword-1", "blade"));
        assertThat(run("items", "hat-1").out()).contains("hat-1 is nowhere");
        assertThat(run("diff", "ada", "1").out()).contains("~ /gold: 3 -> 5");
        assertThat(run("restore", "ada", "1", "--yes").status()).isZero();
        assertThat(game.stored("ada")).isEqualTo(Game.player(3, "sword-1", "hat-1"));
        assertThat(run("history", "ada").out()).contains("edit by carol");
    }

    @Test
    void a_place_may_be_new_in_an_object_and_at_the_end_of_a_list() {
        assertThat(run(
                                "edit",
                                "ada",
                                "--set",
                                "/items/-={\"id\":\"bow-1\",\"kind\":\"thing\"}",
                                "--items",
                                "/items/*/id",
                                "-y")
                        .out())
                .contains("+ /items/2: {\"id\":\"bow-1\"");
        assertThat(run("items", "bow-1").out()).contains("is in players/ada");
        assertThat(run("edit", "ada", "--set", "/gold=1", "--set", "/a~1b=null", "-y", "--json")
                        .json()
                        .get("differences"))
                .hasSize(2);
        assertThat(run("show", "ada").out()).contains("\"a/b\":null");
    }

    @Test
    void a_dry_run_tells_and_changes_nothing() {
        Ran ran = run("edit", "ada", "--set", "/gold=5", "--dry-run");
        assertThat(ran.status()).isZero();
        assertThat(ran.out().lines())
                .containsExactly("~ /gold: 3 -> 5", "This is what would change; nothing was done.");
        JsonNode json =
                run("edit", "ada", "--set", "/gold=5", "--dry-run", "--json").json();
        assertThat(json.get("changed").asBoolean()).isFalse();
        assertThat(json.get("differences").get(0).get("path").asString()).isEqualTo("/gold");
        assertThat(game.stored("ada").gold()).isEqualTo(3);
        assertThat(run("history", "ada").out().lines()).hasSize(1);
    }

    @Test
    void without_a_terminal_it_asks_in_vain_and_changes_nothing() {
        Ran ran = run("edit", "ada", "--set", "/gold=5");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("Change players/ada so?", "--yes").hasLineCount(1);
        assertThat(ran.out()).isEmpty();
        Ran editor = run("edit", "ada");
        assertThat(editor.status()).isEqualTo(2);
        assertThat(editor.err()).contains("no terminal", "--set").hasLineCount(1);
        assertThat(game.stored("ada").gold()).isEqualTo(3);
    }

    @Test
    void what_is_so_already_is_not_written() {
        assertThat(run("edit", "ada", "--set", "/gold=3").out()).contains("is so already; nothing was done");
        assertThat(run("history", "ada").out().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --set /gold            | 2 | not a place and a value
            --set gold=1           | 2 | not a JSON pointer
            --set /=1              | 2 | not a JSON pointer
            --set /gold=much       | 2 | not JSON: much
            --set /gold={"a":1,"a":2} | 2 | not JSON
            --set /gold=           | 2 | not JSON
            --unset gold           | 2 | not a JSON pointer
            --file none.json       | 2 | there is no such file
            --file x --set /gold=1 | 2 | leave --set and --unset out
            --set /gold=1 --items x | 2 | not a JSON pointer
            --set /pets/0=1        | 1 | nothing at /pets/0
            --set /items/2=1       | 1 | nothing at /items/2
            --set /items/00=1      | 1 | nothing at /items/00
            --set /gold/x=1        | 1 | nothing at /gold/x
            --unset /silver        | 1 | nothing at /silver
            --unset /items/-       | 1 | nothing at /items/-
            """)
    void bad_input_is_one_line_and_changes_nothing(String arguments, int status, String problem) {
        Ran ran = run(("edit ada --yes " + arguments).split(" ", -1));
        assertThat(ran.err().strip()).startsWith("latchkey: ").contains(problem).hasLineCount(1);
        assertThat(ran.status()).isEqualTo(status);
        assertThat(ran.out()).isEmpty();
        assertThat(game.stored("ada")).isEqualTo(Game.player(3, "sword-1", "hat-1"));
        assertThat(run("history", "ada").out().lines()).hasSize(1);
    }

    @Test
    void a_file_has_all_of_the_data() throws IOException {
        Ran ran = run("edit", "ada", "--file", file(ALL), "--yes", "--items", "/items/*/id", "--json");
        assertThat(ran.status()).isZero();
        assertThat(ran.json().get("kept").asLong()).isEqualTo(1);
        assertThat(game.stored("ada")).isEqualTo(Game.player(9, "bow-1"));
        assertThat(run("items", "bow-1").out()).contains("is in players/ada");
        Ran list = run("edit", "ada", "--file", file("[]"), "--yes");
        assertThat(list.status()).isEqualTo(2);
        assertThat(list.err()).contains("of kind object", "has array").hasLineCount(1);
        assertThat(run("edit", "ada", "--file", file("{\"gold\":"), "--yes").err())
                .contains("not JSON: ");
        assertThat(game.stored("ada")).isEqualTo(Game.player(9, "bow-1"));
    }

    @Test
    void so_has_the_standard_input() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(ALL.getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(run("edit", "ada", "--file", "-", "--yes").status()).isZero();
        } finally {
            System.setIn(before);
        }
        assertThat(game.stored("ada")).isEqualTo(Game.player(9, "bow-1"));
    }

    @Test
    void the_game_that_has_it_open_goes_on_with_it_and_loses_nothing() {
        try (Game talking = Game.talking(folder.resolve("players.db"))) {
            Profile<Game.Player> ada = talking.players.load("ada");
            ada.update(player -> Game.player(7, "sword-1", "hat-1")); // not saved yet
            Ran ran = run("edit", "ada", "--unset", "/items/1", "--yes");
            assertThat(ran.err()).isEmpty();
            assertThat(ran.status()).isZero();
            assertThat(ada.isActive()).isTrue();
            ada.update(player ->
                    player); // waits where it is frozen still: it takes over what was stored after the store has it
            assertThat(ada.data()).isEqualTo(Game.player(7, "sword-1"));
            ada.close();
        }
        assertThat(game.stored("ada")).isEqualTo(Game.player(7, "sword-1"));
    }

    @Test
    void a_live_session_that_it_cannot_talk_to_is_left_alone() {
        Profile<Game.Player> ada = game.players.load("ada");
        Ran ran = run("edit", "ada", "--set", "/gold=5", "--yes");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .contains("live server lobby-1", "unlock --force players/ada")
                .hasLineCount(1);
        assertThat(ada.isActive()).isTrue();
        ada.close();
        assertThat(game.stored("ada").gold()).isEqualTo(3);
    }

    @Test
    void no_item_gets_a_second_holder() {
        game.visit("bob", 1, "gem-1");
        Ran ran = run("edit", "ada", "--set", "/items/0/id=\"gem-1\"", "--yes");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .contains("gem-1 (players/bob since ", "nothing was changed")
                .hasLineCount(1);
        assertThat(game.stored("ada")).isEqualTo(Game.player(3, "sword-1", "hat-1"));
    }

    @Test
    void what_is_not_there_or_no_json_is_not_edited() {
        assertThat(run("edit", "eve", "--set", "/gold=1", "--yes").status()).isEqualTo(1);
        assertThat(run("erase", "ada", "--yes").status()).isZero();
        assertThat(run("edit", "ada", "--set", "/gold=1", "--yes").err()).contains("players/ada has no data");
        try (Stage stage = new Stage(folder.resolve("players.db"))) {
            ProfileId box = new ProfileId("players", "box");
            stage.edit(box, new byte[] {1, 2, 3});
        }
        Ran box = run("edit", "box", "--set", "/gold=1", "--yes");
        assertThat(box.status()).isEqualTo(1);
        assertThat(box.err()).contains("is no JSON: 3 bytes of codec bytes").hasLineCount(1);
    }
}
