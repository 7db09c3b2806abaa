package dev.latchkey.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line does with what it is given. */
final class InputTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @Test
    void alone_it_prints_help() {
        Ran ran = Ran.of();
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("sessions", "show", "unlock", "keys", "doctor", "demo");
        assertThat(ran.out()).doesNotContain("demo-server");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bogus",
                "show",
                "keys --limit x",
                "sessions --limit 0 --store sqlite:STORE",
                "sessions --store nonsense",
                "sessions --store memory:x",
                "copy sqlite:STORE",
                "copy sqlite:STORE nonsense",
                "copy sqlite:STORE.none sqlite:STORE.new",
                "sessions --store sqlite:",
                "show a/b/c --in UPPER --store sqlite:STORE",
                "show UPPER/key --store sqlite:STORE",
                "demo --seconds 3",
                "demo --servers 1"
            })
    void bad_input_gets_one_line_and_status_2(String line) {
        try (Stage stage = new Stage(folder.resolve("players.db"))) {
            Ran ran = Ran.of(line.replace("STORE", folder.resolve("players.db").toString())
                    .split(" ", -1));
            assertThat(ran.status()).isEqualTo(2);
            assertThat(ran.err().strip()).startsWith("latchkey: ").hasLineCount(1);
            assertThat(ran.out()).isEmpty();
            assertThat(stage).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sessions",
                "keys",
                "find a b c",
                "tags a/b",
                "show a/b",
                "unlock a/b",
                "servers",
                "doctor",
                "orphans",
                "audit",
                "history a/b",
                "restore a/b 1 --yes",
                "erase a/b --yes",
                "edit a/b --set /x=1 --yes",
                "mail a/b",
                "dead-letters",
                "items x",
                "index-items --path /x",
                "export",
                "import pom.xml",
                "sweep"
            })
    void a_store_that_does_not_exist_is_not_made(String line) throws IOException {
        String[] arguments = (line + " --store sqlite:" + folder.resolve("none.db")).split(" ", -1);
        Ran ran = Ran.of(arguments);
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("there is no store here").hasLineCount(1);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void an_empty_file_is_no_store_and_stays_empty() throws IOException {
        Path file = Files.createFile(folder.resolve("empty.db"));
        assertThat(Ran.of("doctor", "--store", "sqlite:" + file).status()).isEqualTo(2);
        assertThat(file).isEmptyFile();
    }

    @Test
    void a_file_of_another_kind_is_refused_in_words() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "Dear diary, ".repeat(500));
        Ran ran = Ran.of("keys", "--store", "sqlite:" + file);
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err().strip()).startsWith("latchkey: ").hasLineCount(1);
        Ran doctor = Ran.of("doctor", "--store", "sqlite:" + file);
        assertThat(doctor.status()).isEqualTo(1);
        assertThat(doctor.out()).contains("cannot be used");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sessions",
                "show",
                "unlock",
                "keys",
                "servers",
                "doctor",
                "orphans",
                "audit",
                "demo",
                "history",
                "revision",
                "diff",
                "restore",
                "edit",
                "erase",
                "mail",
                "dead-letters",
                "items",
                "index-items",
                "export",
                "import",
                "copy",
                "sweep"
            })
    void help_explains_each_command(String command) {
        Ran ran = Ran.of("help", command);
        assertThat(ran.status()).isZero();
        assertThat(ran.out())
                .startsWith("Usage: latchkey " + command)
                .isEqualTo(Ran.of(command, "--help").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bogus", "help bogus"})
    void a_command_that_does_not_exist_is_named(String line) {
        Ran ran = Ran.of(line.split(" ", -1));
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("command", "bogus", "latchkey --help").hasLineCount(1);
    }

    @Test
    void help_is_completed_by_the_shell() {
        Ran ran = Ran.of("generate-completion");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("complete -F", "--prefix", "--unset", "--dry-run", "--follow");
    }
}
