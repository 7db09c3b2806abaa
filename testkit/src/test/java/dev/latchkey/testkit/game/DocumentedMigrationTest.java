package dev.latchkey.testkit.game;

import static dev.latchkey.json.JsonMigrations.compatible;
import static dev.latchkey.json.JsonMigrations.migration;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.DryRun;
import dev.latchkey.Latchkey;
import dev.latchkey.ProfileStore;
import dev.latchkey.json.JsonMigrations;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.testkit.TestNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

/** The examples of {@code docs/operating.md}. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DocumentedMigrationTest {
    // Begin of the class.
    record Purse(long coins) {}

    record PlayerData(int level, Purse purse, @Nullable String nickname) {
        static final JsonMigrations MIGRATIONS = JsonMigrations.of(
                migration(1, "gold becomes a purse", node -> {
                    ObjectNode player = node.asObject();
                    player.putObject("purse").set("coins", player.remove("gold"));
                    return player;
                }),
                compatible(2, "nickname added", node -> node.asObject().put("nickname", "none")));

        static ProfileStore<PlayerData> on(Latchkey latchkey) {
            return latchkey.profiles(
                    "players",
                    PlayerData.class,
                    () -> new PlayerData(1, new Purse(0), null),
                    options -> options.withCodec(MIGRATIONS.codecFor(PlayerData.class)));
        }
    }
    // End of the class.

    @Test
    void the_documented_class_reads_data_of_every_shape() {
        try (TestNetwork network = new TestNetwork()) {
            put(network, "ada", "json", 0, "{\"level\":3,\"gold\":5}");
            put(network, "bob", "json", 1, "{\"level\":3,\"purse\":{\"coins\":5}}");
            put(network, "cid", "json;from=1", 2, "{\"level\":3,\"purse\":{\"coins\":5},\"nickname\":\"Ace\"}");
            Latchkey latchkey = network.server("lobby").latchkey();
            ProfileStore<PlayerData> players = PlayerData.on(latchkey);
            assertThat(players.view("ada")).hasValue(new PlayerData(3, new Purse(5), "none"));
            assertThat(players.view("bob")).hasValue(new PlayerData(3, new Purse(5), "none"));
            assertThat(players.view("cid")).hasValue(new PlayerData(3, new Purse(5), "Ace"));
            assertThat(players.dryRun().older()).isEqualTo(2);
            report(latchkey);
        }
    }

    private static void put(TestNetwork network, String key, String codec, int schema, String json) {
        Payload payload = new Payload(json.getBytes(StandardCharsets.UTF_8), codec, schema, true);
        Stored.put(network.store(), new ProfileId("players", key), payload);
    }

    private static void report(Latchkey latchkey) {
        // Begin of the run.
        DryRun found = PlayerData.on(latchkey).dryRun(soFar -> System.out.println("read " + soFar.read()));
        for (DryRun.Failure failure : found.failures()) {
            System.out.println(failure.key() + ": " + failure.problem());
        }
        // End of the run.
        assertThat(found.failed()).isZero();
    }

    @Test
    void the_examples_stand_in_the_documentation() throws IOException {
        Path source = Path.of("src/test/java/dev/latchkey/testkit/game/DocumentedMigrationTest.java");
        assertThat(Files.readString(Path.of("../docs/operating.md")))
                .contains(example(Files.readString(source), "class", 4))
                .contains(example(Files.readString(source), "run", 8));
    }

    private static String example(String source, String name, int indent) {
        String begin = "// Begin of the " + name + ".\n";
        int end = source.indexOf("// End of the " + name + ".");
        String example =
                source.substring(source.indexOf(begin) + begin.length(), end).stripTrailing();
        return example.lines()
                .map(line -> line.isEmpty() ? line : line.substring(indent))
                .collect(Collectors.joining("\n"));
    }
}
