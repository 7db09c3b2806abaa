package dev.latchkey.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.cli.internal.store.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The person's own editor. */
final class EditorTest {
    private static final JsonNode DATA = new JsonMapper().readTree("{\"gold\":3}");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    /** An editor that writes down which file it was given and what it found, and then runs this. */
    private Map<String, String> editor(String name, String script) throws IOException {
        Path program = folder.resolve("editor");
        Files.writeString(
                program,
                "#!/bin/sh\necho \"$1\" > " + folder.resolve("option") + "\necho \"$2\" > " + folder.resolve("file")
                        + "\ncp \"$2\" " + folder.resolve("seen") + "\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return name.equals("EDITOR")
                ? Map.of("EDITOR", program + " -w", "VISUAL", "")
                : Map.of("EDITOR", "none", name, program + " -w");
    }

    private Path file() throws IOException {
        return Path.of(Files.readString(folder.resolve("file")).strip());
    }

    @Test
    void it_edits_a_file_of_its_own_that_is_removed() throws IOException {
        Map<String, String> editor = editor("VISUAL", "echo '{\"gold\":4}' > \"$2\"");
        JsonNode changed = Editor.of(editor).edit("ada/1", "{\"gold\":3}").apply(DATA);
        assertThat(changed).hasToString("{\"gold\":4}");
        assertThat(folder.resolve("option")).content().isEqualToIgnoringNewLines("-w");
        assertThat(folder.resolve("seen")).content().isEqualToIgnoringNewLines("{\"gold\":3}");
        assertThat(file()).doesNotExist();
        assertThat(file().getFileName().toString())
                .startsWith("latchkey-ada_1-")
                .endsWith(".json");
    }

    @Test
    void one_that_fails_or_leaves_nothing_changes_nothing() throws IOException {
        Map<String, String> failing = editor("EDITOR", "exit 3");
        assertThatThrownBy(() -> Editor.of(failing).edit("ada", "{}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("status 3");
        assertThat(file()).doesNotExist();
        Map<String, String> emptying = editor("EDITOR", ": > \"$2\"");
        assertThatThrownBy(() -> Editor.of(emptying).edit("ada", "{}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("empty");
        assertThat(file()).doesNotExist();
        assertThatThrownBy(
                        () -> Editor.of(Map.of("EDITOR", folder.resolve("none").toString()))
                                .edit("ada", "{}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("could not be run");
    }

    @Test
    void what_is_no_json_is_bad_input_and_stays_in_the_file() throws IOException {
        Map<String, String> editor = editor("EDITOR", "echo '{\"gold\":' > \"$2\"");
        assertThatThrownBy(() -> Editor.of(editor).edit("ada", "{}"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(2))
                .hasMessageContaining("not JSON")
                .hasMessageContaining(file().toString());
        assertThat(file()).content().isEqualToIgnoringNewLines("{\"gold\":");
        Files.delete(file());
    }

    @Test
    void without_one_it_says_so() {
        assertThatThrownBy(() -> Editor.of(Map.of("EDITOR", " ")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("VISUAL or EDITOR");
    }
}
