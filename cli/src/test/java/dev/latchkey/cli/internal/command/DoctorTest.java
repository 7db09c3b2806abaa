package dev.latchkey.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Fence;
import dev.latchkey.spi.ProfileId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a store, in words. */
final class DoctorTest {
    private static final ProfileId ADA = new ProfileId("players", "ada");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each
    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage(folder.resolve("players.db"));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void a_healthy_store_is_called_so() {
        Fence unused = stage.play(Stage.LOBBY, ADA, "{}");
        Ran ran = doctor();
        assertThat(ran.status()).isZero();
        assertThat(ran.out())
                .contains("No problem found", "2 live", "1 open", "synced to the disk", "nothing wrong with the file");
    }

    @Test
    void a_silent_server_is_told_with_what_it_holds() {
        Fence unused = stage.play(Stage.LOBBY, ADA, "{}");
        stage.lease(Stage.LOBBY, Duration.ZERO);
        Ran ran = doctor();
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).contains("problem", "lobby-1 is silent", "1 sessions");
    }

    @Test
    void a_journal_that_waits_is_a_problem() throws IOException {
        Path journals = Files.createDirectory(folder.resolve("players.db-latchkey"));
        assertThat(doctor().out()).contains("nothing waits to be replayed");
        Files.writeString(journals.resolve("a.journal"), "x");
        Ran ran = doctor();
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).contains("1 not replayed", "start a server");
    }

    @Test
    void orphans_are_told() {
        stage.orphan(ADA, stage.play(Stage.LOBBY, ADA, "{}"), "{}");
        Ran ran = Ran.of("doctor", "--json", "--store", url());
        assertThat(ran.status()).isZero();
        assertThat(ran.json().get("healthy").asBoolean()).isTrue();
        assertThat(ran.out()).contains("1 edits lost their session");
    }

    private Ran doctor() {
        return Ran.of("doctor", "--store", url());
    }

    private String url() {
        return "sqlite:" + folder.resolve("players.db");
    }
}
