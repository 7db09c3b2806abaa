package dev.latchkey.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.engine.sqlite.SqliteEngine;
import dev.latchkey.engine.sqlite.SqliteSettings;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.ProfileId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store moved to another file. */
final class CopyTest {
    private static final ProfileId ADA = new ProfileId("players", "ada");
    private static final ProfileId BOB = new ProfileId("players", "bob");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each
    private Path from;

    @SuppressWarnings("NullAway.Init") // set before each
    private Path to;

    @BeforeEach
    void files() {
        from = folder.resolve("from.db");
        to = folder.resolve("to.db");
    }

    private Ran copy(String... options) {
        return CopyStores.copy("sqlite:" + from, "sqlite:" + to, options);
    }

    @Test
    void all_that_people_can_look_at_is_there_and_the_fence_goes_on() {
        CopyStores.furnish(from);
        Ran ran = copy();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("both are the same", "4 profiles");
        CopyStores.assertSame("sqlite:" + from, "sqlite:" + to);
        try (Stage stage = new Stage(to);
                Game game = Game.open(to)) {
            long token = stage.head(BOB).token();
            assertThat(token).isPositive();
            game.players.load("bob").close();
            assertThat(stage.head(BOB).token()).isEqualTo(token + 1);
        }
    }

    @Test
    void live_servers_are_named_and_nothing_is_made() {
        try (Stage stage = new Stage(from)) {
            Fence unused = stage.play(Stage.LOBBY, ADA, "{}");
            Ran ran = copy();
            assertThat(ran.status()).isEqualTo(1);
            assertThat(ran.err())
                    .contains("lobby-1 (1 sessions)", "arena-1", "--follow")
                    .hasLineCount(1);
            assertThat(to).doesNotExist();
        }
    }

    @Test
    void what_has_other_things_in_it_is_not_touched() {
        CopyStores.furnish(from);
        CopyStores.furnish(to);
        Ran used = copy();
        assertThat(used.status()).isEqualTo(1);
        assertThat(used.err()).contains("in use", "lobby-1").hasLineCount(1);
        Path third = folder.resolve("third.db");
        Path other = folder.resolve("other.db");
        try (Stage stage = new Stage(other)) {
            stage.release(Stage.LOBBY, BOB, stage.play(Stage.LOBBY, BOB, "{}"), "{}");
            stage.release(Stage.LOBBY, ADA, stage.play(Stage.LOBBY, ADA, "{}"), "{}");
            CopyStores.leave(stage);
        }
        assertThat(CopyStores.copy("sqlite:" + other, "sqlite:" + third).status())
                .isZero();
        String before = Ran.on(third, "keys").out();
        Ran another = CopyStores.copy("sqlite:" + from, "sqlite:" + third);
        assertThat(another.status()).isEqualTo(1);
        assertThat(another.err()).contains("has another players/").hasLineCount(1);
        assertThat(CopyStores.copy("sqlite:" + third, "sqlite:" + third).status())
                .isEqualTo(2);
        assertThat(Ran.on(third, "keys").out()).isEqualTo(before);
        Path less = folder.resolve("less.db");
        try (Stage stage = new Stage(less)) {
            stage.release(Stage.LOBBY, BOB, stage.play(Stage.LOBBY, BOB, "{}"), "{}");
            CopyStores.leave(stage);
        }
        assertThat(CopyStores.copy("sqlite:" + less, "sqlite:" + third).err())
                .contains("the second store has players/ada, which the first has not");
    }

    @Test
    void a_store_that_does_not_keep_what_it_was_given_is_found_out() throws SQLException {
        CopyStores.furnish(from);
        SqliteEngine.open(SqliteSettings.of(to)).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + to);
                var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TRIGGER forgetful AFTER INSERT ON revision BEGIN UPDATE revision SET payload = '{}'"
                            + " WHERE number = new.number; END");
        }
        Ran ran = copy();
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).contains("1 profiles are not the same:", "  players/ada: history");
        Ran json = copy("--json");
        assertThat(json.status()).isEqualTo(1);
        assertThat(json.json().get("verified").asBoolean()).isFalse();
        assertThat(json.json().get("different").get(0).get("profile").asString())
                .isEqualTo("players/ada");
    }

    @Test
    void started_again_it_finds_all_done() {
        CopyStores.furnish(from);
        Ran first = copy("--json");
        assertThat(first.json().get("copied").asInt()).isEqualTo(4);
        assertThat(first.json().get("passes").asInt()).isEqualTo(2);
        Ran second = copy("--json");
        assertThat(second.status()).isZero();
        assertThat(second.json().get("copied").asInt()).isZero();
        assertThat(second.json().get("passes").asInt()).isEqualTo(1);
        assertThat(second.json().get("from")).isEqualTo(second.json().get("to"));
        assertThat(second.json().get("from").get("profiles").asInt()).isEqualTo(4);
    }

    @Test
    void followed_servers_are_copied_until_they_have_left() throws Exception {
        CountDownLatch looked = new CountDownLatch(1);
        try (Stage stage = new Stage(from)) {
            Fence ada = stage.play(Stage.LOBBY, ADA, "{\"gold\":1}");
            CompletableFuture<Ran> copying = CompletableFuture.supplyAsync(() -> {
                looked.countDown();
                return copy("--follow");
            });
            assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();
            stage.release(Stage.LOBBY, ADA, ada, "{\"gold\":2}");
            CopyStores.leave(stage);
            Ran ran = copying.get(30, TimeUnit.SECONDS);
            assertThat(ran.status()).as(ran.out() + ran.err()).isZero();
        }
        assertThat(Ran.on(to, "show", "players/ada", "--json").out()).contains("\"gold\\\":2");
    }

    @Test
    void what_servers_left_behind_when_they_died_is_told() {
        try (Stage stage = new Stage(from)) {
            Fence unused = stage.play(Stage.LOBBY, ADA, "{}");
            stage.tag(BOB, Map.of("user", "2"));
            stage.leave(Stage.LOBBY);
            stage.leave(Stage.ARENA);
        }
        Ran ran = copy();
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("moved as last stored", "lobby-1 (1 sessions)");
        List<String> sessions = Ran.on(to, "sessions").out().lines().toList();
        assertThat(sessions).noneMatch(line -> line.contains("ada"));
    }
}
