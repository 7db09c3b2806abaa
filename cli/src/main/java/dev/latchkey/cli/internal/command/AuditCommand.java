package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.ServerView;
import dev.latchkey.cli.internal.store.Table;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.ProfileId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who took what from whom. */
@Command(name = "audit", description = "Lists who took which session from whom, newest first.")
public final class AuditCommand extends StoreCommand {
    @Parameters(arity = "0..1", paramLabel = "KEY", description = "Of this profile only: STORE/KEY, or a key.")
    private @Nullable String key;

    @Option(names = "--in", paramLabel = "STORE", description = "The store of the key.")
    private @Nullable String in;

    @Option(names = "--limit", defaultValue = "100", description = "At most so many (default ${DEFAULT-VALUE}).")
    private int limit;

    /** An entry, for people. */
    public record View(
            Instant at,
            String what,
            @Nullable String profile,
            @Nullable String from,
            @Nullable String fromId,
            String by) {}

    /** All that were asked for. */
    public record Page(List<View> audit) {}

    @Override
    int run(OpenStore store) {
        checkLimit(limit);
        ProfileId profile = key == null ? null : store.profile(key, Optional.ofNullable(in));
        Map<Id, Inspection.ServerInfo> servers = store.servers();
        List<View> views = OpenStore.reply(store.inspection().audit(profile, limit)).stream()
                .map(entry -> view(entry, servers))
                .toList();
        if (!printed(new Page(views))) {
            Table table = new Table("WHEN", "WHAT", "PROFILE", "FROM", "BY");
            views.forEach(view -> table.add(view.at(), view.what(), view.profile(), view.from(), view.by()));
            table.print(out());
        }
        return 0;
    }

    private static View view(Inspection.AuditEntry entry, Map<Id, Inspection.ServerInfo> servers) {
        Id from = entry.from();
        ProfileId profile = entry.profile();
        return new View(
                entry.at(),
                entry.what(),
                profile == null ? null : profile.toString(),
                ServerView.name(from, servers),
                from == null ? null : from.toString(),
                entry.by());
    }
}
