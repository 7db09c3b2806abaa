package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.Refusal;
import dev.latchkey.cli.internal.store.ServerView;
import dev.latchkey.cli.internal.store.Table;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Place;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where an item is. */
@Command(
        name = "items",
        description = {
            "Tells where a unique item is, and its way there.",
            "The way goes from profiles and letters to others, newest first, with the server whose save moved it. Knows what servers with declared items have saved, and what index-items has entered."
        },
        footer = {"", "Example: latchkey items sword-4711"})
public final class ItemsCommand extends StoreCommand {
    @Parameters(paramLabel = "ID", description = "Of the item.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private String id;

    @Option(names = "--limit", defaultValue = "100", description = "At most so many moves (default ${DEFAULT-VALUE}).")
    private int limit;

    /**
     * A move, for people.
     *
     * @param from null where it came into being
     * @param to null where it ceased to be
     */
    public record Move(
            Instant at,
            @Nullable String from,
            @Nullable String to,
            @Nullable String server) {}

    /**
     * An item, for people.
     *
     * @param place the profile or letter that has it now, null for none
     */
    public record View(
            String item, @Nullable String place, @Nullable Instant since, List<Move> path) {}

    @Override
    int run(OpenStore store) {
        checkLimit(limit);
        Holding holding = OpenStore.reply(store.items().holding(id)).orElse(null);
        List<Move> path = OpenStore.reply(store.items().path(id, limit)).stream()
                .map(ItemsCommand::view)
                .toList();
        if (holding == null && path.isEmpty()) {
            throw Refusal.failed("no item " + id + " is known, or it is forgotten");
        }
        View view = new View(
                id,
                holding == null ? null : holding.place().toString(),
                holding == null ? null : holding.since(),
                path);
        if (!printed(view)) {
            print(view);
        }
        return 0;
    }

    private static Move view(ItemIndex.Move move) {
        return new Move(move.at(), text(move.from()), text(move.to()), ServerView.shortName(move.server()));
    }

    private static @Nullable String text(@Nullable Place place) {
        return place == null ? null : place.toString();
    }

    private void print(View view) {
        out().println(
                        view.place() == null
                                ? view.item() + " is nowhere now"
                                : view.item() + " is in " + view.place() + " since " + view.since());
        Table table = new Table("WHEN", "FROM", "TO", "SERVER");
        view.path().forEach(move -> table.add(move.at(), move.from(), move.to(), move.server()));
        if (!table.isEmpty()) {
            table.print(out());
        }
    }
}
