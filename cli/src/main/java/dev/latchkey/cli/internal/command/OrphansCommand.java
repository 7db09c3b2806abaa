package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.Json;
import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.ServerView;
import dev.latchkey.cli.internal.store.Table;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Edits that lost their session. */
@Command(
        name = "orphans",
        description = "Lists edits that lost their session before they were saved, newest first; --json has the data.")
public final class OrphansCommand extends StoreCommand {
    @Parameters(arity = "0..1", paramLabel = "KEY", description = "Of this profile only: STORE/KEY, or a key.")
    private @Nullable String key;

    @Option(names = "--in", paramLabel = "STORE", description = "The store of the key.")
    private @Nullable String in;

    @Option(names = "--limit", defaultValue = "100", description = "At most so many (default ${DEFAULT-VALUE}).")
    private int limit;

    /**
     * An orphan, for people.
     *
     * @param maybeApplied whether it may have been stored after all
     */
    public record View(
            Instant at,
            String profile,
            @Nullable String server,
            String reason,
            boolean maybeApplied,
            long token,
            long version,
            String write,
            int bytes,
            String data) {}

    /** All that were asked for. */
    public record Page(List<View> orphans) {}

    @Override
    int run(OpenStore store) {
        checkLimit(limit);
        ProfileId profile = key == null ? null : store.profile(key, Optional.ofNullable(in));
        Map<Id, Inspection.ServerInfo> servers = store.servers();
        List<View> views = OpenStore.reply(store.shelf().orphans(profile, limit)).stream()
                .map(one -> view(one, servers))
                .toList();
        if (!printed(new Page(views))) {
            Table table = new Table("KEPT", "PROFILE", "SERVER", "BYTES", "MAYBE STORED", "REASON");
            views.forEach(view -> table.add(
                    view.at(),
                    view.profile(),
                    view.server(),
                    view.bytes(),
                    view.maybeApplied() ? "yes" : "no",
                    view.reason()));
            table.print(out());
        }
        return 0;
    }

    private static View view(OrphanShelf.Shelved one, Map<Id, Inspection.ServerInfo> servers) {
        OrphanShelf.Orphan orphan = one.orphan();
        Payload payload = orphan.payload();
        return new View(
                one.at(),
                orphan.profile().toString(),
                ServerView.name(orphan.server(), servers),
                orphan.reason(),
                orphan.maybeApplied(),
                orphan.fence().token(),
                orphan.fence().version(),
                orphan.write().toString(),
                payload.size(),
                Json.data(payload));
    }
}
