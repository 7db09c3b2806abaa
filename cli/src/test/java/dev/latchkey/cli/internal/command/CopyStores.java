package dev.latchkey.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Fence;
import dev.latchkey.spi.ProfileId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stores to move, and what people see of them. */
final class CopyStores {
    private static final ProfileId ADA = new ProfileId("players", "ada");
    private static final ProfileId BOB = new ProfileId("players", "bob");

    /** What shows everything, but numbers that a store draws, and servers. */
    private static final List<String> QUESTIONS = List.of(
            "keys",
            "show players/ada --json",
            "show players/bob --json",
            "show guilds/owls --json",
            "tags players/bob",
            "find players user 2",
            "dead-letters",
            "mail players/zoe",
            "mail players/ada",
            "audit players/ada --json",
            "audit players/bob --json",
            "items sword-1",
            "export");

    private CopyStores() {}

    /** One of everything; nobody plays any more. */
    static void furnish(Path file) {
        try (Game game = Game.open(file)) {
            game.visit("ada", 1, "sword-1");
            game.visit("ada", 2, "sword-1", "ring-2");
            game.visit("bob", 5);
        }
        try (Stage stage = new Stage(file)) {
            Fence ada = stage.play(Stage.LOBBY, ADA, "{\"gold\":3}");
            stage.orphan(ADA, ada, "{\"gold\":4}");
            stage.release(Stage.LOBBY, ADA, ada, "{\"gold\":5}");
            stage.tag(BOB, Map.of("user", "2"));
            stage.deadLetter(BOB, "gift-1", "{}", "shield-3");
            stage.letter(new ProfileId("players", "zoe"), "gift-2", "{\"gold\":9}");
            stage.edit(new ProfileId("guilds", "owls"), new byte[] {0, -1, 2});
            leave(stage);
        }
    }

    static void leave(Stage stage) {
        stage.leave(Stage.LOBBY);
        stage.leave(Stage.ARENA);
    }

    static Ran copy(String from, String to, String... options) {
        List<String> line = new ArrayList<>(List.of("copy", from, to));
        line.addAll(List.of(options));
        return Ran.of(line.toArray(String[]::new));
    }

    /** People see the same on both, and see something. */
    static void assertSame(String from, String to) {
        for (String question : QUESTIONS) {
            Ran there = ask(question, from);
            assertThat(ask(question, to)).as(question).isEqualTo(there);
            assertThat(there.err()).as(question).isEmpty();
        }
        for (String question : List.of("history ada --json --in players", "orphans ada --json --in players")) {
            assertThat(bare(ask(question, to))).as(question).isEqualTo(bare(ask(question, from)));
        }
    }

    /** Without numbers, which a store draws, and names of servers whose rows stay behind. */
    private static String bare(Ran ran) {
        return ran.out().replaceAll("\"number\" : [0-9]+|\"server\" : \"[^\"]*\"", "");
    }

    private static Ran ask(String question, String store) {
        List<String> line = new ArrayList<>(List.of(question.split(" ")));
        line.addAll(List.of("--store", store));
        return Ran.of(line.toArray(String[]::new));
    }
}
