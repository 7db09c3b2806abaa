package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.spi.ProfileId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Profiles by tag. */
@Command(
        name = "find",
        description = "Lists the profiles of a store that have a tag with exactly this value, in pages.",
        footer = {"", "Example: latchkey find players user 7f3a"})
public final class FindCommand extends StoreCommand {
    @Parameters(index = "0", paramLabel = "STORE", description = "The store.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private String in;

    @Parameters(index = "1", paramLabel = "TAG", description = "The tag's name.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private String tag;

    @Parameters(index = "2", paramLabel = "VALUE", description = "Its value.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private String value;

    @Option(names = "--after", paramLabel = "STORE/KEY", description = "Goes on after this one.")
    private @Nullable String after;

    @Option(names = "--limit", defaultValue = "100", description = "At most so many (default ${DEFAULT-VALUE}).")
    private int limit;

    /**
     * A page.
     *
     * @param next what to give as {@code --after}, null at the end
     */
    public record Page(List<String> keys, @Nullable String next) {}

    @Override
    int run(OpenStore store) {
        checkLimit(limit);
        String from =
                after == null ? null : store.profile(after, Optional.empty()).key();
        String name = store.stores(Optional.of(in)).get(0);
        List<String> keys = OpenStore.reply(store.tags().tagged(name, tag, value, from, limit)).stream()
                .map(ProfileId::toString)
                .toList();
        String next = keys.size() < limit ? null : keys.getLast();
        if (!printed(new Page(keys, next))) {
            keys.forEach(out()::println);
            if (next != null) {
                err().println("There may be more: --after " + next);
            }
        }
        return 0;
    }
}
