package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.spi.ProfileId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is in the store. */
@Command(name = "keys", description = "Lists profiles by name, in pages.")
public final class KeysCommand extends StoreCommand {
    @Option(names = "--in", paramLabel = "STORE", description = "Of this store only.")
    private @Nullable String in;

    @Option(names = "--prefix", defaultValue = "", description = "Keys that begin so.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private String prefix;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private Pages pages;

    @Override
    int run(OpenStore store) {
        int limit = pages.limit();
        List<ProfileId> keys = new ArrayList<>();
        ProfileId from = pages.after(store);
        for (String name : store.stores(Optional.ofNullable(in))) {
            if (keys.size() < limit && (from == null || name.compareTo(from.store()) >= 0)) {
                String key = from != null && name.equals(from.store()) ? from.key() : null;
                keys.addAll(OpenStore.reply(store.inspection().keys(name, prefix, key, limit - keys.size())));
            }
        }
        pages.print(this, keys);
        return 0;
    }
}
