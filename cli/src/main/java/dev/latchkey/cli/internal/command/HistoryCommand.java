package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.ServerView;
import dev.latchkey.cli.internal.store.Table;
import dev.latchkey.spi.History;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.ProfileId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a profile was before. */
@Command(
        name = "history",
        description = {
            "Lists earlier states of a profile, newest first.",
            "Edits of it that lost their session, called orphans, stand among them, with their ids as numbers.",
            "WHY says why a state was kept: session (a session began with it), pace (some time had passed), restore and"
                    + " edit (something else was put in its place), orphan (it lost its session and was never stored)."
        },
        footer = {"", "Example: latchkey history players/ada"})
public final class HistoryCommand extends ProfileCommand {
    @Option(names = "--limit", defaultValue = "100", description = "At most so many (default ${DEFAULT-VALUE}).")
    private int limit;

    /**
     * A state, for people.
     *
     * @param number names it, null for an orphan
     * @param saved when it was stored, or kept as an orphan
     * @param write names an orphan, null for what was stored
     * @param reason why an orphan lost its session
     * @param maybeStored whether it was stored: surely, or, of an orphan, perhaps
     */
    public record View(
            @Nullable Long number,
            Instant saved,
            String server,
            String why,
            int bytes,
            @Nullable String write,
            @Nullable String reason,
            boolean maybeStored) {}

    /** All that were asked for. */
    public record Page(String profile, List<View> history) {}

    @Override
    int run(OpenStore store, ProfileId profile) {
        checkLimit(limit);
        List<View> views = new ArrayList<>();
        OpenStore.reply(store.history().revisions(profile, null, limit)).forEach(each -> views.add(view(each)));
        if (store.engine() instanceof OrphanShelf shelf) {
            Map<Id, Inspection.ServerInfo> servers = store.servers();
            OpenStore.reply(shelf.orphans(profile, limit)).forEach(each -> views.add(view(each, servers)));
        }
        views.sort(Comparator.comparing(View::saved).reversed()); // stable: of one moment, the newer number first
        List<View> newest = views.subList(0, Math.min(limit, views.size()));
        if (!printed(new Page(profile.toString(), newest))) {
            print(store, profile, newest);
        }
        return 0;
    }

    private static View view(History.Revision revision) {
        String why = revision.occasion().name().toLowerCase(Locale.ROOT);
        return new View(
                revision.number(), revision.saved(), revision.server(), why, revision.bytes(), null, null, true);
    }

    private static View view(OrphanShelf.Shelved shelved, Map<Id, Inspection.ServerInfo> servers) {
        OrphanShelf.Orphan orphan = shelved.orphan();
        return new View(
                null,
                shelved.at(),
                String.valueOf(ServerView.name(orphan.server(), servers)),
                "orphan",
                orphan.payload().size(),
                orphan.write().toString(),
                orphan.reason(),
                orphan.maybeApplied());
    }

    private void print(OpenStore store, ProfileId profile, List<View> views) {
        if (views.isEmpty()) {
            out().println(
                            store.read(profile).erased()
                                    ? profile + " is erased, and its history with it"
                                    : profile + " has no earlier states yet");
            return;
        }
        Table table = new Table("NUMBER", "SAVED", "SERVER", "WHY", "BYTES");
        views.forEach(view -> table.add(
                view.number() == null ? view.write() : view.number(),
                view.saved(),
                ServerView.shortName(view.server()),
                view.reason() == null ? view.why() : view.why() + ": " + view.reason(),
                view.bytes()));
        table.print(out());
    }
}
