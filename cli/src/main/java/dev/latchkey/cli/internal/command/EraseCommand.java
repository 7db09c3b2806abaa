package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.Erasing;
import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.Refusal;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Erases a profile. */
@Command(
        name = "erase",
        description = {
            "Erases a profile for good, with history, orphans, letters and items.",
            "Asks before it does.",
            "Fenced and audited. Where a live server has the profile it refuses, unless forced: that server's session ends"
                    + " then, and its later writes are refused."
        },
        footer = {"", "Example: latchkey erase players/ada"})
public final class EraseCommand extends ProfileCommand {
    @Option(names = "--force", description = "Also where a live server has it.")
    private boolean force;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private By by;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private Sure sure;

    /**
     * What was done.
     *
     * @param from the live server that had it, and since when; null for none
     */
    public record View(
            String profile, boolean erased, @Nullable String from) {}

    @Override
    int run(OpenStore store, ProfileId profile) {
        ProfileRecord record = store.read(profile);
        if (record.payload() == null && record.head().owner() == null) {
            if (!printed(new View(profile.toString(), false, null))) {
                out().println(profile + (record.erased() ? " is erased already" : " has no data")
                        + "; nothing was done");
            }
            return 0;
        }
        Optional<String> server = Owner.live(store, record);
        if (server.isPresent() && !force) {
            throw Refusal.failed(profile + " is open on the live server " + server.get()
                    + ", nothing was erased; let the player leave, or erase it with --force: its session ends then");
        }
        sure.ask("Erase " + profile + " with its history and its letters, for good?", err());
        new Erasing(store, by.name("erase")).run(profile, record);
        if (!printed(new View(profile.toString(), true, server.orElse(null)))) {
            out().println(profile + " is erased"
                    + server.map(name -> "; it was taken from " + name).orElse(""));
        }
        return 0;
    }
}
