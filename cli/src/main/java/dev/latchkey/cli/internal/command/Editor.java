package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.Change;
import dev.latchkey.cli.internal.store.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The person's own editor, on a file that is only theirs. */
final class Editor {
    private final List<String> command;

    private Editor(List<String> command) {
        this.command = command;
    }

    /**
     * What {@code VISUAL} names, else {@code EDITOR}; options may follow the name, without quotes.
     *
     * @throws Refusal if neither does
     */
    static Editor of(Map<String, String> environment) {
        String named = Stream.of("VISUAL", "EDITOR")
                .map(name -> environment.getOrDefault(name, "").strip())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseThrow(() -> Refusal.badInput(
                        "no editor is named by VISUAL or EDITOR; name one, or say --set, --unset or --file"));
        return new Editor(List.of(named.split("\\s+")));
    }

    /**
     * What the person made of a text. Waits for the editor; a text that is no JSON stays in its file, and the error names that.
     *
     * @param name for the file
     * @throws Refusal if the editor fails, or the text is no JSON
     */
    Change edit(String name, String text) {
        Path file = null;
        boolean keep = false;
        try {
            file = Files.createTempFile("latchkey-" + name.replaceAll("[^A-Za-z0-9_-]", "_") + "-", ".json");
            Files.writeString(file, text + System.lineSeparator());
            run(file);
            byte[] bytes = Files.readAllBytes(file);
            if (new String(bytes, StandardCharsets.UTF_8).isBlank()) {
                throw Refusal.failed("the file is empty; nothing was changed");
            }
            keep = true;
            Change change = Change.whole(bytes, "what was edited, kept in " + file);
            keep = false;
            return change;
        } catch (IOException failed) {
            throw Refusal.failed("the editor could not be run: " + failed.getMessage() + "; nothing was changed");
        } finally {
            if (!keep) {
                remove(file);
            }
        }
    }

    private void run(Path file) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.add(file.toString());
        Process editor = new ProcessBuilder(all).inheritIO().start();
        int status;
        try {
            status = editor.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Refusal.failed("interrupted while the editor ran; nothing was changed");
        }
        if (status != 0) {
            throw Refusal.failed("the editor ended with status " + status + "; nothing was changed");
        }
    }

    private static void remove(@Nullable Path file) {
        if (file == null) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            file.toFile().deleteOnExit();
        }
    }
}
