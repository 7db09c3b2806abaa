package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.spi.ProfileId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which page of a list of profiles. */
final class Pages {
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

    /** At most so many, checked. */
    int limit() {
        StoreCommand.checkLimit(limit);
        return limit;
    }

    /** After which one, null for the first page. */
    @Nullable
    ProfileId after(OpenStore store) {
        return after == null ? null : store.profile(after, Optional.empty());
    }

    /** Prints it, for people with a hint where there may be more. */
    void print(StoreCommand command, List<ProfileId> found) {
        List<String> keys = found.stream().map(ProfileId::toString).toList();
        String next = keys.size() < limit ? null : keys.getLast();
        if (!command.printed(new Page(keys, next))) {
            keys.forEach(command.out()::println);
            if (next != null) {
                command.err().println("There may be more: --after " + next);
            }
        }
    }
}
