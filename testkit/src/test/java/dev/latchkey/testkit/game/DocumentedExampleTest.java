package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Profile;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example of {@code docs/testing.md}. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DocumentedExampleTest {
    // Begin of the example.
    @Test
    void what_was_saved_survives_a_crash_and_what_was_not_is_gone_for_both() {
        try (TestNetwork network = new TestNetwork()) {
            TestServer lobby = network.server("lobby");
            TestServer arena = network.server("arena");
            Profile<Player> ada = Player.on(lobby).load("ada");
            ada.update(player -> player.withItem("sword"));
            network.await(ada.save());
            ada.update(player -> player.withItem("shield"));

            lobby.crash();

            Profile<Player> again = network.await(Player.on(arena).loadAsync("ada")); // until the lease is over
            assertThat(again.data().items()).containsExactly("sword");
        }
    }
    // End of the example.

    @Test
    void the_example_stands_in_the_documentation() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/latchkey/testkit/game/DocumentedExampleTest.java"));
        String example = source.substring(
                        source.indexOf("    // Begin of the example.\n") + 29,
                        source.indexOf("    // End of the example."))
                .lines()
                .map(line -> line.isEmpty() ? line : line.substring(4))
                .collect(Collectors.joining("\n"));
        assertThat(Files.readString(Path.of("../docs/testing.md"))).contains(example);
    }
}
