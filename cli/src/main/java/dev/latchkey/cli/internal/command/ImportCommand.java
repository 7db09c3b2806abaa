package dev.latchkey.cli.internal.command;

import dev.latchkey.ImportOptions;
import dev.latchkey.ImportReport;
import dev.latchkey.cli.internal.store.Guest;
import dev.latchkey.cli.internal.store.ItemFinder;
import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.Pointers;
import dev.latchkey.cli.internal.store.Raw;
import dev.latchkey.cli.internal.store.Refusal;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Data on its way in. */
@Command(
        name = "import",
        description = {
            "Reads in what export wrote.",
            "First all lines are checked; only if all are good they are written, one by one.",
            "A profile that is there already is a bad line, unless --overwrite: then what it had is kept in the history."
                    + " One that a session has is a bad line in any case.",
            "Where the game declares unique items say by --items where their ids stand: then no item gets a second holder."
                    + " All lines must be of one store then."
        },
        footer = {
            "",
            "Examples:",
            "  latchkey import players.jsonl --create --store sqlite:new.db",
            "  latchkey import players.jsonl --overwrite --in players --items /items/*/id"
        })
public final class ImportCommand extends StoreCommand {
    @Parameters(paramLabel = "FILE", description = "Lines of JSON, as export writes them.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private String file;

    @Option(names = "--create", description = "Makes the store where it is not there.")
    private boolean create;

    @Option(names = "--overwrite", description = "What is there gives way, and is kept in the history.")
    private boolean overwrite;

    @Option(names = "--in", paramLabel = "STORE", description = "The store that all lines are of, with data in JSON.")
    private @Nullable String in;

    @Option(
            names = "--items",
            paramLabel = "POINTER",
            description = "Where in the data the ids of unique items stand, for example /items/*/id.")
    private @Nullable List<String> pointers;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private By by;

    @Override
    public Integer call() {
        Path unused = path(); // before a store is made for nothing
        return super.call();
    }

    @Override
    OpenStore open() {
        return create ? OpenStore.make(url()) : super.open();
    }

    @Override
    int run(OpenStore store) {
        Path path = path();
        if (pointers != null && in == null) {
            throw Refusal.badInput("--items needs --in: the store that all lines are of");
        }
        Pointers where = pointers == null ? null : Pointers.parse(pointers);
        ImportReport report;
        try (Guest guest = new Guest(store, by.name("import"), false)) {
            UnaryOperator<ImportOptions> options = chosen -> chosen.withOverwrite(overwrite);
            report = in == null
                    ? guest.latchkey().importFrom(path, options)
                    : guest.profiles(in, Raw.codec("json"), where == null ? null : new ItemFinder(store.items(), where))
                            .importFrom(path, options);
        } catch (UncheckedIOException unreadable) {
            throw Refusal.failed(String.valueOf(unreadable.getMessage()));
        }
        if (!printed(report)) {
            print(report);
        }
        return report.failed() == 0 ? 0 : 1;
    }

    private Path path() {
        try {
            Path path = Path.of(file);
            if (!Files.isRegularFile(path)) {
                throw Refusal.badInput("there is no such file: " + file);
            }
            return path;
        } catch (InvalidPathException bad) {
            throw Refusal.badInput("not a path: " + file);
        }
    }

    private void print(ImportReport report) {
        report.problems().forEach(one -> err().println("line " + one.line() + ": " + one.problem()));
        if (report.failed() == 0) {
            out().println(report.written() + " profiles are read in");
        } else if (report.written() == 0) {
            out().println("nothing is read in, since " + report.failed() + " of " + report.lines() + " lines are bad");
        } else {
            out().println(report.written() + " profiles are read in; " + report.failed() + " of " + report.lines()
                    + " lines are not");
        }
        if (report.written() > 0 && pointers == null) {
            out().println("If the game declares unique items: latchkey index-items enters those of the new profiles.");
        }
    }
}
