package dev.latchkey.spring.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** The example works, with all that a Boot application has, and stands in the documents as it is. */
class GameApplicationTest {
    private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");
    private static final Path SOURCES = Path.of("src", "test", "java", "dev", "latchkey", "spring", "example");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    private ConfigurableApplicationContext start(String name) {
        return SpringApplication.run(
                GameApplication.class,
                "--server.port=0",
                "--spring.autoconfigure.exclude=" + DataSourceAutoConfiguration.class.getName(),
                "--latchkey.url=sqlite:" + folder.resolve("players.db"),
                "--latchkey.name=" + name,
                "--management.endpoint.health.show-details=always",
                "--management.endpoints.web.exposure.include=health,metrics");
    }

    @Test
    void aPlayerJoinsEarnsHopsAndIsThereAtTheNextStart() throws Exception {
        try (ConfigurableApplicationContext lobby = start("lobby-1");
                ConfigurableApplicationContext arena = start("arena-1");
                Browser atLobby = new Browser(lobby);
                Browser atArena = new Browser(arena)) {
            assertThat(atLobby.post("/players/ada/join")).isEqualTo("200 {\"level\":1,\"gold\":0}");
            assertThat(atLobby.post("/players/ada/gold/100")).isEqualTo("200 {\"level\":1,\"gold\":100}");
            assertThat(atArena.post("/players/ada/join")).isEqualTo("200 {\"level\":1,\"gold\":100}");
            assertThat(atArena.post("/players/ada/gold/11")).isEqualTo("200 {\"level\":1,\"gold\":111}");

            assertThat(atArena.get("/actuator/health"))
                    .startsWith("200 ")
                    .contains("\"latchkey\":{", "\"server\":\"arena-1\"", "\"store\":\"answers\"");
            assertThat(atArena.get("/actuator/metrics/latchkey.sessions")).contains("\"value\":1.0");
        }
        try (ConfigurableApplicationContext lobby = start("lobby-1");
                Browser browser = new Browser(lobby)) {
            assertThat(browser.post("/players/ada/join")).isEqualTo("200 {\"level\":1,\"gold\":111}");
            assertThat(browser.post("/players/ada/leave")).startsWith("200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/spring.md"})
    void theDocumentsQuoteIt(String document) throws Exception {
        String source = String.join(
                        "\n",
                        Files.readString(SOURCES.resolve("GameApplication.java")),
                        Files.readString(SOURCES.resolve("PlayerController.java")))
                .replaceAll("\\s+", " ");
        List<String> quoted = JAVA.matcher(Files.readString(Path.of("..", document)))
                .results()
                .map((MatchResult block) ->
                        block.group(1).replaceAll("\\s+", " ").strip())
                .filter(block ->
                        block.contains("ProfileStore<PlayerData> players(") || block.contains("@RestController"))
                .toList();
        assertThat(quoted).isNotEmpty().allSatisfy(block -> assertThat(source).contains(block));
    }
}
