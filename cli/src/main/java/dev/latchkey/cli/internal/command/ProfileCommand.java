package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.spi.ProfileId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that works on one profile. */
abstract class ProfileCommand extends StoreCommand {
    @Parameters(
            index = "0",
            paramLabel = "KEY",
            description = "STORE/KEY, or the key alone with --in or where there is one store.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private String key;

    @Option(names = "--in", paramLabel = "STORE", description = "The store of the key.")
    private @Nullable String in;

    @Override
    final int run(OpenStore store) {
        return run(store, store.profile(key, Optional.ofNullable(in)));
    }

    /** The exit status. */
    abstract int run(OpenStore store, ProfileId profile);
}
