package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.ServerView;
import dev.latchkey.cli.internal.store.Table;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Wanted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Who is open where. */
@Command(name = "sessions", description = "Lists the open profiles, and the servers that have them.")
public final class SessionsCommand extends StoreCommand {
    @Option(names = "--after", paramLabel = "STORE/KEY", description = "Goes on after this one.")
    private @Nullable String after;

    @Option(names = "--limit", defaultValue = "100", description = "At most so many (default ${DEFAULT-VALUE}).")
    private int limit;

    /**
     * A session, for people.
     *
     * @param state of the server: live, silent (its lease is over), gone (it is free), unknown
     * @param wantedBy name of the server on which a load waits for it
     */
    public record View(
            String profile,
            @Nullable String server,
            @Nullable String serverId,
            @Nullable String state,
            Instant since,
            Instant saved,
            int bytes,
            @Nullable String wantedBy) {}

    /**
     * A page.
     *
     * @param next what to give as {@code --after}, null at the end
     */
    public record Page(List<View> sessions, @Nullable String next) {}

    @Override
    int run(OpenStore store) {
        checkLimit(limit);
        ProfileId from = after == null ? null : store.profile(after, Optional.empty());
        List<Inspection.SessionInfo> found = OpenStore.reply(store.inspection().sessions(from, limit));
        Map<Id, Inspection.ServerInfo> servers = store.servers();
        List<View> views = found.stream().map(info -> view(info, servers)).toList();
        String next = views.size() < limit ? null : views.get(views.size() - 1).profile();
        if (printed(new Page(views, next))) {
            return 0;
        }
        Table table = new Table("PROFILE", "SERVER", "STATE", "SINCE", "SAVED", "BYTES", "WANTED BY");
        views.forEach(view -> table.add(
                view.profile(),
                view.server(),
                view.state(),
                view.since(),
                view.saved(),
                view.bytes(),
                view.wantedBy()));
        table.print(out());
        if (next != null) {
            out().println("There may be more: --after " + next);
        }
        return 0;
    }

    private static View view(Inspection.SessionInfo info, Map<Id, Inspection.ServerInfo> servers) {
        Id owner = info.head().owner();
        Wanted wanted = info.head().wanted();
        return new View(
                info.profile().toString(),
                ServerView.name(owner, servers),
                owner == null ? null : owner.toString(),
                ServerView.state(owner, servers),
                info.dates().session(),
                info.dates().updated(),
                info.payloadBytes(),
                ServerView.name(wanted == null ? null : wanted.server(), servers));
    }
}
