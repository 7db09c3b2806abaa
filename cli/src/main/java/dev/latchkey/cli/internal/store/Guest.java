package dev.latchkey.cli.internal.store;

import dev.latchkey.Latchkey;
import dev.latchkey.Options;
import dev.latchkey.ProfileStore;
import dev.latchkey.StoreOptions;
import dev.latchkey.spi.ItemIndex;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The library on a store, for one command: a server that opens nothing for long, hears nothing, replays no journal and
 * forgets nothing. For one thread.
 */
public final class Guest implements AutoCloseable {
    private static final int LARGEST = 64 << 20;

    private final Latchkey latchkey;
    private final OpenStore store;

    /**
     * @param name of who does it, for the history and the audit
     */
    public Guest(OpenStore store, String name) {
        this.store = store;
        Options options =
                Options.DEFAULT.withName(name).withMaxPayload(LARGEST).withHistoryKept(Duration.ofDays(36_500));
        latchkey = Latchkey.with(store.engine(), null, options);
    }

    /** The library. */
    public Latchkey latchkey() {
        return latchkey;
    }

    /**
     * Profiles as they are stored.
     *
     * @param codec of the data
     * @param finder finds the unique items in them, null for none
     */
    public ProfileStore<byte[]> profiles(String name, String codec, @Nullable ItemFinder finder) {
        return latchkey.profiles(name, byte[].class, () -> new byte[0], options -> {
            StoreOptions<byte[]> raw = options.withCodec(Raw.codec(codec));
            return finder == null || !(store.engine() instanceof ItemIndex) ? raw : raw.withItems(finder::in);
        });
    }

    @Override
    public void close() {
        latchkey.close();
    }
}
