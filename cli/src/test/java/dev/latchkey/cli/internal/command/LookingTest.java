package dev.latchkey.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Fence;
import dev.latchkey.spi.ProfileId;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The commands that only look. */
final class LookingTest {
    private static final ProfileId ADA = new ProfileId("players", "ada");
    private static final ProfileId BOB = new ProfileId("players", "bob");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each
    private Stage stage;

    @SuppressWarnings("NullAway.Init") // set before each
    private String url;

    @BeforeEach
    void open() {
        stage = new Stage(folder.resolve("players.db"));
        url = "sqlite:" + folder.resolve("players.db");
        Fence ada = stage.play(Stage.LOBBY, ADA, "{\"gold\":7}");
        Fence bob = stage.play(Stage.ARENA, BOB, "{\"gold\":1}");
        stage.release(Stage.ARENA, BOB, bob, "{\"gold\":2}");
        stage.orphan(ADA, ada, "{\"gold\":6}");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void sessions_tells_who_is_open_where() {
        Ran ran = Ran.of("sessions", "--store", url);
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("players/ada  lobby-1  live").doesNotContain("bob");
        JsonNode only = Ran.of("sessions", "--json", "--store", url)
                .json()
                .get("sessions")
                .get(0);
        assertThat(only.get("serverId").asString()).isEqualTo(Stage.LOBBY.toString());
        assertThat(only.get("bytes").asInt()).isEqualTo(10);
    }

    @Test
    void show_tells_the_owner_and_the_data() {
        Ran ran = Ran.of("show", "ada", "--store", url);
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("owner     lobby-1 (live", "token 1, version 1", "{\"gold\":7}");
        assertThat(Ran.of("show", "players/ada", "--store", url).out()).isEqualTo(ran.out());
        assertThat(Ran.of("show", "ada", "--in", "players", "--store", url).out())
                .isEqualTo(ran.out());
        assertThat(Ran.of("show", "bob", "--store", url).out()).contains("owner     nobody");
        JsonNode json = Ran.of("show", "ada", "--json", "--store", url).json();
        assertThat(json.get("data").asString()).isEqualTo("{\"gold\":7}");
    }

    @Test
    void show_of_nobody_says_so() {
        Ran ran = Ran.of("show", "players/eve", "--store", url);
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err().strip()).isEqualTo("latchkey: there is no profile players/eve");
    }

    @Test
    void keys_come_in_pages() {
        assertThat(Ran.of("keys", "--store", url).out().lines()).containsExactly("players/ada", "players/bob");
        assertThat(Ran.of("keys", "--prefix", "b", "--store", url).out().lines())
                .containsExactly("players/bob");
        JsonNode first =
                Ran.of("keys", "--limit", "1", "--json", "--store", url).json();
        assertThat(first.get("next").asString()).isEqualTo("players/ada");
        Ran second = Ran.of("keys", "--after", "players/ada", "--in", "players", "--store", url);
        assertThat(second.out().lines()).containsExactly("players/bob");
        assertThat(Ran.of("keys", "--in", "towns", "--store", url).status()).isEqualTo(1);
    }

    @Test
    void find_and_tags_tell_whose_profiles_these_are() {
        stage.tag(BOB, Map.of("user", "7f3a", "guild", "North"));
        assertThat(Ran.of("find", "players", "user", "7f3a", "--store", url)
                        .out()
                        .lines())
                .containsExactly("players/bob");
        JsonNode page = Ran.of("find", "players", "guild", "North", "--limit", "1", "--json", "--store", url)
                .json();
        assertThat(page.get("keys")).hasSize(1);
        assertThat(page.get("next").asString()).isEqualTo("players/bob");
        assertThat(Ran.of("find", "players", "guild", "North", "--after", "players/bob", "--store", url)
                        .out())
                .isEmpty();
        assertThat(Ran.of("find", "towns", "user", "7f3a", "--store", url).status())
                .isEqualTo(1);
        assertThat(Ran.of("tags", "bob", "--store", url).out()).contains("guild  North", "user   7f3a");
        assertThat(Ran.of("tags", "players/ada", "--json", "--store", url)
                        .json()
                        .get("tags"))
                .isEmpty();
    }

    @Test
    void servers_orphans_and_audit_tell_what_there_is() {
        assertThat(Ran.of("servers", "--store", url).out()).contains("lobby-1  live   1");
        assertThat(Ran.of("servers", "--json", "--store", url).json().get("servers"))
                .hasSize(2);
        assertThat(Ran.of("orphans", "--store", url).out()).contains("players/ada", "session lost");
        assertThat(Ran.of("orphans", "bob", "--json", "--store", url).json().get("orphans"))
                .isEmpty();
    }

    @Test
    void audit_tells_who_had_what_and_what_was_lost() {
        JsonNode released = Ran.of("audit", "bob", "--json", "--store", url)
                .json()
                .get("audit")
                .get(0);
        assertThat(released.get("what").asString()).isEqualTo("released");
        assertThat(released.get("from").asString()).isEqualTo("arena-1");
        assertThat(released.get("fromId").asString()).isEqualTo(Stage.ARENA.toString());
        assertThat(released.get("token").asLong()).isEqualTo(1);
        assertThat(released.get("orphans").asInt()).isZero();
        stage.leave(Stage.LOBBY);
        Fence next = stage.play(Stage.ARENA, ADA, "{\"gold\":8}");
        assertThat(next.token()).isEqualTo(2);
        assertThat(Ran.of("audit", "ada", "--store", url).out())
                .contains(
                        "taken-over  players/ada  lobby-1",
                        "arena-1 " + Stage.ARENA,
                        "1 state, 10 bytes, maybe stored");
        assertThat(Ran.of("audit", "--json", "--limit", "2", "--store", url)
                        .json()
                        .get("audit"))
                .extracting(entry -> entry.get("what").asString())
                .containsExactly("taken-over", "buried");
    }
}
