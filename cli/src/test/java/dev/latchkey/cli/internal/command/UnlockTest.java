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

/** Freeing a profile by force (L7). */
final class UnlockTest {
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

    @Test
    void a_live_server_keeps_its_session_unless_forced() {
        Ran ran = unlock();
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).contains("live server lobby-1", "--force").hasLineCount(1);
        assertThat(stage.canSave(Stage.LOBBY, ADA, fence)).isTrue();
    }

    @Test
    void forced_it_takes_the_session_fenced_and_audited() {
        stage.lease(Stage.LOBBY, Duration.ofSeconds(1));
        Ran ran = unlock("--force", "--by", "carol");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("players/ada is unlocked; it was taken from lobby-1");
        assertThat(stage.head(ADA).owner()).isNull();
        assertThat(stage.canSave(Stage.LOBBY, ADA, fence)).isFalse();
        Ran audit = Ran.of("audit", "ada", "--store", url());
        assertThat(audit.out()).contains("stolen", "players/ada", "lobby-1", "unlock by carol");
    }

    @Test
    void a_silent_server_needs_no_force() {
        stage.lease(Stage.LOBBY, Duration.ZERO);
        Ran ran = unlock("--json");
        assertThat(ran.status()).isZero();
        assertThat(ran.json().get("state").asString()).isEqualTo("silent");
        assertThat(ran.json().get("unlocked").asBoolean()).isTrue();
        assertThat(stage.head(ADA).owner()).isNull();
    }

    @Test
    void where_nobody_has_it_nothing_is_done() {
        stage.release(Stage.LOBBY, ADA, fence, "{}");
        long token = stage.head(ADA).token();
        Ran ran = unlock();
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("not locked");
        assertThat(stage.head(ADA).token()).isEqualTo(token);
    }

    private Ran unlock(String... options) {
        String[] all = new String[options.length + 4];
        all[0] = "unlock";
        all[1] = "ada";
        all[2] = "--store";
        all[3] = url();
        System.arraycopy(options, 0, all, 4, options.length);
        return Ran.of(all);
    }

    private String url() {
        return "sqlite:" + folder.resolve("players.db");
    }
}
