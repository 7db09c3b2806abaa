package dev.latchkey.cli.internal.command;

import dev.latchkey.ImportOptions;
import dev.latchkey.ImportReport;
import dev.latchkey.cli.internal.store.Concerned;
import dev.latchkey.cli.internal.store.Guest;
import dev.latchkey.cli.internal.store.ItemFinder;
import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.Pointers;
import dev.latchkey.cli.internal.store.Raw;
import dev.latchkey.cli.internal.store.Refusal;
import dev.latchkey.spi.ItemIndex;
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
                    + " All lines must be of one store then. Where the store knows an item that stands in a line, or in what"
                    + " gives way, it refuses without --items, unless --no-items says that the index of items is to stay as"
                    + " it is."
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

    @Option(
            names = "--no-items",
            description =
                    "Leaves the index of unique items as it is, whatever comes and goes. Run index-items afterwards.")
    private boolean noItems;

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
        if (pointers != null && noItems) {
            throw Refusal.badInput("--items and --no-items exclude each other");
        }
        Pointers where = pointers == null ? null : Pointers.parse(pointers);
        ImportReport report;
        try (Guest guest = new Guest(store, by.name("import"), false)) {
            if (pointers == null && !noItems) {
                checkNoItems(store, path);
            }
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

    /** What nobody has said where to find cannot be kept unique: so that is said before anything is done. */
    private void checkNoItems(OpenStore store, Path path) {
        if (store.engine() instanceof ItemIndex index) {
            new Concerned(store, index, overwrite).in(path).ifPresent(found -> {
                throw Refusal.badInput("line " + found.line() + " concerns " + found.item()
                        + ", which the store knows as a unique item, profile=" + found.profile()
                        + "; nothing was read in. Say by --items where ids stand, or --no-items to leave the index of items"
                        + " as it is");
            });
        }
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
