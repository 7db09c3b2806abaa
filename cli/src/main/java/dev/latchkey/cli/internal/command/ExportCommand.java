package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.Guest;
import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.Refusal;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Data on its way out. */
@Command(
        name = "export",
        description = {
            "Writes profiles as they were last saved, as lines of JSON.",
            "For import, or for other programs. Erased ones and those that were never saved are left out; so are histories"
                    + " and letters. May run beside live servers."
        },
        footer = {
            "",
            "Examples:",
            "  latchkey export --in players --out players.jsonl",
            "  latchkey export --in players --prefix ada | jq .data"
        })
public final class ExportCommand extends StoreCommand {
    @Option(names = "--in", paramLabel = "STORE", description = "Of this store only.")
    private @Nullable String in;

    @Option(names = "--prefix", defaultValue = "", description = "Keys that begin so.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private String prefix;

    @Option(names = "--out", paramLabel = "FILE", description = "A new file; by default the output.")
    private @Nullable String file;

    /** What was written. */
    public record View(String file, long profiles) {}

    @Override
    int run(OpenStore store) {
        if (file == null) {
            Lines lines = new Lines(out(), err());
            export(store, lines);
            out().flush();
            if (out().checkError()) {
                throw Refusal.failed("the output was closed before all was written");
            }
            return 0;
        }
        long written = toFile(store, file);
        if (!printed(new View(file, written))) {
            out().println(written + " profiles are in " + file);
        }
        return 0;
    }

    /** A file that is there is whole. */
    private long toFile(OpenStore store, String name) {
        try {
            Path target = Path.of(name);
            if (Files.exists(target)) {
                throw Refusal.failed(name + " is there already, nothing was written; name another file, or remove it");
            }
            Path part = target.resolveSibling(target.getFileName() + ".part");
            Lines lines;
            try (BufferedWriter writer =
                    Files.newBufferedWriter(part, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
                lines = new Lines(writer, err());
                export(store, lines);
            } catch (FileAlreadyExistsException other) {
                throw Refusal.failed(
                        part + " is there already: another export writes it, or was broken off; remove it");
            }
            Path unused = Files.move(part, target);
            return lines.count();
        } catch (InvalidPathException bad) {
            throw Refusal.badInput("not a path: " + name);
        } catch (IOException failed) {
            throw Refusal.failed(name + " cannot be written: " + failed);
        }
    }

    private void export(OpenStore store, Lines lines) {
        try (Guest guest = new Guest(store, "export", false)) {
            for (String name : store.stores(Optional.ofNullable(in))) {
                long unused = guest.latchkey().export(name, prefix, lines);
            }
        } catch (UncheckedIOException failed) {
            throw Refusal.failed("the export cannot be written: " + failed.getCause());
        }
    }
}
