package dev.latchkey.cli.internal.store;

import dev.latchkey.Latchkey;
import dev.latchkey.Options;
import dev.latchkey.ProfileStore;
import dev.latchkey.StoreOptions;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Shape;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
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
     * @param finder finds the unique items in them, null for none
     */
    public ProfileStore<byte[]> profiles(String name, Raw codec, @Nullable ItemFinder finder) {
        return latchkey.profiles(name, byte[].class, () -> new byte[0], options -> {
            StoreOptions<byte[]> raw = options.withCodec(codec);
            return finder == null || !(store.engine() instanceof ItemIndex) ? raw : raw.withItems(finder::in);
        });
    }

    /**
     * Puts an earlier state back in place.
     *
     * @param state as people name it
     * @param finder finds the unique items in data, null for none
     * @param leftOut ids of items that it shall not have any more
     * @throws dev.latchkey.LatchkeyException if that cannot be; nothing is changed
     */
    public void restore(ProfileId profile, String state, @Nullable ItemFinder finder, List<String> leftOut) {
        Payload payload = new States(store, profile).of(state);
        Raw codec = leftOut.isEmpty() ? Raw.codec(Shape.of(payload).codec()) : Raw.like(payload);
        ProfileStore<byte[]> profiles = profiles(profile.store(), codec, finder);
        UnaryOperator<byte[]> change = finder == null ? data -> data : data -> finder.without(data, leftOut);
        if (States.isNumber(state)) {
            profiles.restore(profile.key(), Long.parseLong(state), change);
        } else {
            profiles.restore(profile.key(), Id.parse(state), change);
        }
    }

    @Override
    public void close() {
        latchkey.close();
    }
}
