package dev.latchkey.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Export, import and sweep. */
final class MovingDataTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each
    private Game game;

    @SuppressWarnings("NullAway.Init") // set before each
    private Path lines;

    @BeforeEach
    void open() {
        game = Game.open(folder.resolve("players.db"));
        lines = folder.resolve("players.jsonl");
        game.visit("ada", 1, "sword-1");
        game.visit("bob", 2);
    }

    @AfterEach
    void close() {
        game.close();
    }

    private Ran run(String... arguments) {
        return Ran.on(folder.resolve("players.db"), arguments);
    }

    @Test
    void export_writes_a_line_for_each_beside_live_sessions() {
        Profile<Game.Player> ada = game.players.load("ada");
        Ran ran = run("export");
        assertThat(ran.status()).isZero();
        assertThat(ran.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"store\":\"players\",\"key\":"));
        assertThat(run("export", "--in", "players", "--prefix", "b").out().lines())
                .hasSize(1);
        assertThat(run("export", "--in", "pets").status()).isEqualTo(1);
        assertThat(ada.isActive()).isTrue();
        ada.close();
    }

    @Test
    void export_makes_a_file_and_replaces_none() throws IOException {
        assertThat(run("export", "--out", lines.toString()).out()).contains("2 profiles are in ");
        assertThat(Files.readAllLines(lines)).hasSize(2);
        assertThat(run("export", "--out", lines.toString()).err()).contains("is there already");
        Path other = folder.resolve("other.jsonl");
        assertThat(run("export", "--json", "--out", other.toString())
                        .json()
                        .get("profiles")
                        .asInt())
                .isEqualTo(2);
        assertThat(run("export", "--out", folder.resolve("none/x").toString()).status())
                .isEqualTo(1);
    }

    @Test
    void import_reads_in_what_is_new_elsewhere() {
        Path file = folder.resolve("other.db");
        run("export", "--out", lines.toString());
        try (Game other = Game.open(file)) {
            Ran ran = Ran.on(file, "import", lines.toString());
            assertThat(ran.status()).isZero();
            assertThat(ran.out()).contains("2 profiles are read in", "latchkey index-items");
            assertThat(other.stored("ada")).isEqualTo(Game.player(1, "sword-1"));
        }
    }

    @Test
    void import_makes_a_store_if_told_so() {
        run("export", "--out", lines.toString());
        Path file = folder.resolve("new.db");
        assertThat(Ran.on(file, "import", lines.toString()).err()).contains("no store here");
        assertThat(Ran.on(file, "import", folder.resolve("none").toString(), "--create")
                        .status())
                .isEqualTo(2);
        assertThat(file).doesNotExist();
        assertThat(Ran.on(file, "import", lines.toString(), "--create").status())
                .isZero();
        assertThat(Ran.on(file, "keys").out().lines()).hasSize(2);
    }

    @Test
    void import_changes_nothing_where_one_line_is_bad_or_a_session_has_it() {
        run("export", "--out", lines.toString());
        Ran there = run("import", lines.toString(), "--no-items");
        assertThat(there.status()).isEqualTo(1);
        assertThat(there.err()).contains("line 1: ", "is there already");
        assertThat(there.out()).contains("nothing is read in, since 2 of 2 lines are bad");
        Profile<Game.Player> ada = game.players.load("ada");
        Ran open = run("import", lines.toString(), "--overwrite", "--no-items", "--json");
        assertThat(open.status()).isEqualTo(1);
        assertThat(open.json().get("problems").get(0).get("problem").asString()).contains("a session has", "lobby-1");
        assertThat(ada.isActive()).isTrue();
        ada.close();
        assertThat(run("import", folder.resolve("none").toString()).status()).isEqualTo(2);
    }

    @Test
    void import_with_items_gives_none_a_second_holder_and_keeps_what_was_there() {
        run("export", "--out", lines.toString());
        game.visit("ada", 3);
        game.visit("bob", 4, "sword-1");
        Ran ran = run(
                "import",
                lines.toString(),
                "--overwrite",
                "--in",
                "players",
                "--items",
                "/items/*/id",
                "--by",
                "carol");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).contains("line 1: ", "sword-1", "players/bob");
        assertThat(ran.out()).contains("1 profiles are read in; 1 of 2 lines are not");
        assertThat(game.stored("ada")).isEqualTo(Game.player(3));
        assertThat(run("history", "bob").out()).contains("edit");
        assertThat(run("import", lines.toString(), "--overwrite", "--in", "players", "--items", "/items/*/id")
                        .status())
                .isZero();
        assertThat(run("items", "sword-1").out()).contains("is in players/ada");
        assertThat(run("import", lines.toString(), "--items", "/items/*/id").status())
                .isEqualTo(2);
    }

    private void refused(String item, String... arguments) {
        Ran ran = run(arguments);
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err())
                .contains("concerns " + item, "nothing was read in", "--items", "--no-items")
                .hasLineCount(1);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void import_says_what_becomes_of_items_that_the_store_knows() throws IOException {
        run("export", "--out", lines.toString());
        game.visit("ada", 3);
        refused("sword-1", "import", lines.toString(), "--overwrite");
        refused("sword-1", "import", lines.toString());
        assertThat(game.stored("ada")).isEqualTo(Game.player(3));
        Ran ran = run("import", lines.toString(), "--overwrite", "--no-items");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("2 profiles are read in", "latchkey index-items");
        assertThat(game.stored("ada")).isEqualTo(Game.player(1, "sword-1"));
        assertThat(run("items", "sword-1").out()).as("the index is as it was").contains("sword-1 is nowhere");
        assertThat(run("import", lines.toString(), "--no-items", "--in", "players", "--items", "/items/*/id")
                        .status())
                .isEqualTo(2);
    }

    @Test
    void import_says_so_of_items_in_what_gives_way() throws IOException {
        game.visit("bob", 2, "hat-1");
        Files.writeString(
                lines,
                "{\"store\":\"players\",\"key\":\"bob\",\"codec\":\"json\",\"schema\":0,\"data\":{\"gold\":9,\"items\":[]}}");
        refused("hat-1", "import", lines.toString(), "--overwrite");
        assertThat(game.stored("bob")).isEqualTo(Game.player(2, "hat-1"));
        assertThat(run("import", lines.toString()).err()).contains("is there already");
        assertThat(run("import", lines.toString(), "--overwrite", "--no-items").status())
                .isZero();
        assertThat(run("items", "hat-1").out()).as("the index is as it was").contains("is in players/bob");
    }

    @Test
    void sweep_leaves_what_is_young() {
        game.visit("ada", 2);
        Ran ran = run("sweep");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("older than 30d: 0 states");
        assertThat(run("history", "ada").out().lines()).hasSize(2);
        assertThat(run("sweep", "--keep", "12h", "--json")
                        .json()
                        .get("revisions")
                        .asInt())
                .isZero();
        assertThat(run("sweep", "--keep", "0h").err()).contains("allowed 1h-36500d");
        assertThat(run("sweep", "--keep", "soon").status()).isEqualTo(2);
    }
}
