package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.spi.ProfileId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is in the store. */
@Command(name = "keys", description = "Lists profiles by name, in pages.")
public final class KeysCommand extends StoreCommand {
    @Option(names = "--in", paramLabel = "STORE", description = "Of this store only.")
    private @Nullable String in;

    @Option(names = "--prefix", defaultValue = "", description = "Keys that begin so.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private String prefix;

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
        List<String> keys = new ArrayList<>();
        ProfileId from = after == null ? null : store.profile(after, Optional.empty());
        for (String name : store.stores(Optional.ofNullable(in))) {
            if (keys.size() < limit && (from == null || name.compareTo(from.store()) >= 0)) {
                String key = from != null && name.equals(from.store()) ? from.key() : null;
                OpenStore.reply(store.inspection().keys(name, prefix, key, limit - keys.size()))
                        .forEach(profile -> keys.add(profile.toString()));
            }
        }
        String next = keys.size() < limit ? null : keys.get(keys.size() - 1);
        if (!printed(new Page(keys, next))) {
            keys.forEach(out()::println);
            if (next != null) {
                err().println("There may be more: --after " + next);
            }
        }
        return 0;
    }
}
