package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.spi.ProfileId;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private Pages pages;

    @Override
    int run(OpenStore store) {
        int limit = pages.limit();
        ProfileId from = pages.after(store);
        String name = store.stores(Optional.of(in)).get(0);
        String key = from == null ? null : from.key();
        pages.print(this, OpenStore.reply(store.tags().tagged(name, tag, value, key, limit)));
        return 0;
    }
}
