package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.Refusal;
import dev.latchkey.cli.internal.store.ServerView;
import dev.latchkey.cli.internal.store.Unlocking;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Frees a profile. */
@Command(
        name = "unlock",
        description = {
            "Frees a profile by force: takes its session from the server that has it, and gives it to nobody.",
            "Fenced and audited. Data is safe: that server's later writes are refused and kept as orphans.",
            "A session of a live server is taken with --force only, and is held until that server surely knows,",
            "which takes up to one lease (15 s). One of a silent server is taken at once."
        })
public final class UnlockCommand extends StoreCommand {
    @Parameters(paramLabel = "KEY", description = "STORE/KEY, or the key alone with --in or where there is one store.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private String key;

    @Option(names = "--in", paramLabel = "STORE", description = "The store of the key.")
    private @Nullable String in;

    @Option(names = "--force", description = "Also from a server that is live.")
    private boolean force;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private By by;

    /**
     * What was done.
     *
     * @param from name of the server that had it, null where nobody had
     * @param state of that server: live, silent, gone, unknown
     */
    public record View(
            String profile,
            boolean unlocked,
            @Nullable String from,
            @Nullable String fromId,
            @Nullable String state) {}

    @Override
    int run(OpenStore store) {
        ProfileId profile = store.profile(key, Optional.ofNullable(in));
        ProfileRecord record = store.read(profile);
        Id owner = record.head().owner();
        if (owner == null) {
            if (!printed(new View(profile.toString(), false, null, null, null))) {
                out().println(profile + " is not locked; nothing was done");
            }
            return 0;
        }
        Map<Id, Inspection.ServerInfo> servers = store.servers();
        String from = ServerView.name(owner, servers);
        String state = ServerView.state(owner, servers);
        Inspection.ServerInfo info = servers.get(owner);
        if (info != null && info.live() && !force) {
            throw Refusal.failed(profile + " is open on the live server " + from + " since "
                    + record.dates().session()
                    + "; close it there, or take it with --force: edits not saved by then become an orphan");
        }
        try {
            new Unlocking(store, by.name("unlock")).run(profile, record.head());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Refusal.failed("interrupted");
        }
        if (!printed(new View(profile.toString(), true, from, owner.toString(), state))) {
            out().println(profile + " is unlocked; it was taken from " + from + " (" + state + ", " + owner + ")");
        }
        return 0;
    }
}
