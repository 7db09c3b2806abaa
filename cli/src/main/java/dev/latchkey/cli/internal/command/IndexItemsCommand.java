package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.Indexing;
import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.Pointers;
import dev.latchkey.cli.internal.store.Refusal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Enters the items of data that was there before they were declared. */
@Command(
        name = "index-items",
        description = {
            "Enters the unique items of existing profiles; reports duplicates.",
            "For profiles that were saved before the game declared unique items, or that were read in by import. Run it"
                    + " once all servers declare them; it may run beside those, and again.",
            "An item that another profile has stays that one's; nothing in the data is changed. The exit status is 1 where"
                    + " there are such duplicates, or data that is not JSON."
        },
        footer = {"", "Example: latchkey index-items --in players --path /items/*/id"})
public final class IndexItemsCommand extends StoreCommand {
    private static final int PROGRESS = 10_000;

    @Option(names = "--in", paramLabel = "STORE", description = "The store; may be left out where there is one.")
    private @Nullable String in;

    @Option(
            names = "--path",
            required = true,
            arity = "1..*",
            paramLabel = "POINTER",
            description = "Where in the data the ids stand, as JSON pointers; * is every element.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private List<String> paths;

    @Override
    int run(OpenStore store) {
        Pointers pointers = Pointers.parse(paths);
        List<String> stores = store.stores(Optional.ofNullable(in));
        if (stores.size() != 1) {
            throw Refusal.badInput(
                    "name the store by --in; there are " + (stores.isEmpty() ? "none yet" : String.join(", ", stores)));
        }
        Indexing.Report report = new Indexing(store, pointers).run(stores.get(0), this::progress);
        if (!printed(report)) {
            print(report);
        }
        return report.isClean() ? 0 : 1;
    }

    private void progress(long profiles) {
        if (profiles % PROGRESS == 0) {
            err().println(profiles + " profiles …");
        }
    }

    private void print(Indexing.Report report) {
        out().println(report.items() + " items of " + report.profiles() + " profiles are entered");
        report.duplicates()
                .forEach(one -> out().println(one.item() + " is in " + one.profile() + ", and in "
                        + (one.holder().equals(one.profile())
                                ? "it once more"
                                : one.holder() + " since " + one.since())));
        if (report.duplicated() > 0) {
            out().println(report.duplicated()
                    + " duplicates: each stays with its first holder; take it out of the other");
        }
        report.skipped().forEach(one -> out().println(one.profile() + " is left out: " + one.problem()));
    }
}
