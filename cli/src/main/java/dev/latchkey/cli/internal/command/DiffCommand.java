package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.Raw;
import dev.latchkey.cli.internal.store.States;
import dev.latchkey.spi.Difference;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What has changed. */
@Command(
        name = "diff",
        description = {
            "Tells what has changed since an earlier state, field by field.",
            "+ is new, - is gone, ~ is another value."
        },
        footer = {
            "",
            "Examples:",
            "  latchkey diff players/ada 12       from state 12 to what is stored now",
            "  latchkey diff players/ada 12 14    from state 12 to state 14"
        })
public final class DiffCommand extends ProfileCommand {
    @Parameters(index = "1", paramLabel = "NUMBER", description = "Of the earlier state, as history lists it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private String before;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "NUMBER",
            description = "Of the later one; by default what is stored now.")
    private @Nullable String after;

    /**
     * All differences.
     *
     * @param after null for what is stored now
     */
    public record Page(
            String profile, String before, @Nullable String after, List<Difference> differences) {}

    @Override
    int run(OpenStore store, ProfileId profile) {
        States states = new States(store, profile);
        Payload old = states.of(before);
        Payload other = after == null ? store.read(profile).payload() : states.of(after);
        List<Difference> found = Raw.differences(old, other);
        if (!printed(new Page(profile.toString(), before, after, found))) {
            found.forEach(each -> out().println(Words.line(each)));
            if (found.isEmpty()) {
                out().println("They are the same.");
            }
        }
        return 0;
    }
}
