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

/** Who had what, and who took what from whom. */
@Command(
        name = "audit",
        description = {
            "Lists the sessions that ended, newest first: who had the profile since when, how that ended and by whom, and what"
                    + " was lost of it; and edits, erasures and servers that were buried.",
            "What was lost is kept: see orphans. Entries are forgotten when the history is."
        })
public final class AuditCommand extends StoreCommand {
    @Parameters(arity = "0..1", paramLabel = "KEY", description = "Of this profile only: STORE/KEY, or a key.")
    private @Nullable String key;

    @Option(names = "--in", paramLabel = "STORE", description = "The store of the key.")
    private @Nullable String in;

    @Option(names = "--limit", defaultValue = "100", description = "At most so many (default ${DEFAULT-VALUE}).")
    private int limit;

    /**
     * An entry, for people.
     *
     * @param began when the session that ended was granted; it and what follows are null where none ended
     * @param orphans how many states of it were not stored
     * @param maybeApplied whether one of them may have been stored after all
     */
    public record View(
            Instant at,
            String what,
            @Nullable String profile,
            @Nullable String from,
            @Nullable String fromId,
            String by,
            @Nullable Instant began,
            @Nullable Long token,
            @Nullable Integer orphans,
            @Nullable Long orphanedBytes,
            @Nullable Boolean maybeApplied) {
        private String lost() {
            if (orphans == null || orphans == 0) {
                return "";
            }
            String what = orphans == 1 ? "1 state" : orphans + " states";
            return what + ", " + orphanedBytes + " bytes" + (Boolean.TRUE.equals(maybeApplied) ? ", maybe stored" : "");
        }
    }

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
            Table table = new Table("WHEN", "WHAT", "PROFILE", "FROM", "SINCE", "BY", "LOST");
            views.forEach(view -> table.add(
                    view.at(), view.what(), view.profile(), view.from(), view.began(), view.by(), view.lost()));
            table.print(out());
        }
        return 0;
    }

    private static View view(Inspection.AuditEntry entry, Map<Id, Inspection.ServerInfo> servers) {
        Id from = entry.from();
        ProfileId profile = entry.profile();
        Inspection.EndedSession session = entry.session();
        return new View(
                entry.at(),
                entry.what(),
                profile == null ? null : profile.toString(),
                session == null || session.name().isEmpty() ? ServerView.name(from, servers) : session.name(),
                from == null ? null : from.toString(),
                entry.by(),
                session == null ? null : session.began(),
                session == null ? null : session.token(),
                session == null ? null : session.lost().orphans(),
                session == null ? null : session.lost().bytes(),
                session == null ? null : session.lost().maybeApplied());
    }
}
