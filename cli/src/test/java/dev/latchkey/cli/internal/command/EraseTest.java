package dev.latchkey.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Fence;
import dev.latchkey.spi.ProfileId;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Erasing a profile (S5). */
final class EraseTest {
    private static final ProfileId ADA = new ProfileId("players", "ada");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each
    private Stage stage;

    @SuppressWarnings("NullAway.Init") // set before each
    private Fence fence;

    @BeforeEach
    void open() {
        stage = new Stage(folder.resolve("players.db"));
        fence = stage.play(Stage.LOBBY, ADA, "{}");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private Ran run(String... arguments) {
        return Ran.on(folder.resolve("players.db"), arguments);
    }

    @Test
    void a_live_server_keeps_its_profile_unless_forced() {
        Ran ran = run("erase", "ada", "--yes");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).contains("live server lobby-1", "--force").hasLineCount(1);
        assertThat(stage.canSave(Stage.LOBBY, ADA, fence)).isTrue();
        Ran forced = run("erase", "ada", "--yes", "--force", "--by", "carol");
        assertThat(forced.status()).isZero();
        assertThat(forced.out()).contains("players/ada is erased; it was taken from lobby-1");
        assertThat(stage.canSave(Stage.LOBBY, ADA, fence)).isFalse();
        assertThat(run("audit", "ada").out()).contains("erased", "erase by carol");
    }

    @Test
    void a_silent_server_needs_no_force() {
        stage.lease(Stage.LOBBY, Duration.ZERO);
        assertThat(run("erase", "ada", "--yes", "--json").json().get("erased").asBoolean())
                .isTrue();
        assertThat(run("show", "ada").out()).contains("(erased)");
        Ran again = run("erase", "ada", "--yes");
        assertThat(again.status()).isZero();
        assertThat(again.out()).contains("erased already");
        assertThat(run("history", "ada").out()).contains("is erased, and its history with it");
    }

    @Test
    void it_asks() {
        stage.release(Stage.LOBBY, ADA, fence, "{}");
        Ran ran = run("erase", "ada");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("Erase players/ada", "--yes").hasLineCount(1);
        assertThat(run("show", "ada").out()).doesNotContain("(erased)");
        assertThat(run("erase", "eve", "--yes").status()).isEqualTo(1);
    }
}
