package dev.latchkey.cli.internal.store;

import dev.latchkey.Latchkey;
import dev.latchkey.Options;
import dev.latchkey.ProfileStore;
import dev.latchkey.RestoreOptions;
import dev.latchkey.StoreOptions;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.ProfileId;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The library on a store, for one command: a server that opens nothing for long, replays no journal and forgets nothing.
 * For one thread.
 */
public final class Guest implements AutoCloseable {
    private static final int LARGEST = 64 << 20;

    private final Latchkey latchkey;
    private final OpenStore store;
    private final @Nullable MessageBus bus;

    /**
     * @param name of who does it, for the history and the audit
     * @param talks whether it talks with servers that have something open
     */
    public Guest(OpenStore store, String name, boolean talks) {
        this.store = store;
        Options options =
                Options.DEFAULT.withName(name).withMaxPayload(LARGEST).withHistoryKept(Duration.ofDays(36_500));
        bus = talks ? store.bus().orElse(null) : null;
        latchkey = Latchkey.with(store.engine(), bus, options);
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
     * @param leaveOut whether items that are elsewhere are left out
     * @return those that were
     * @throws dev.latchkey.LatchkeyException if it cannot be; nothing is changed
     */
    public List<Holding> restore(ProfileId profile, String state, @Nullable ItemFinder finder, boolean leaveOut) {
        Raw codec = Raw.like(new States(store, profile).of(state));
        ProfileStore<byte[]> profiles = profiles(profile.store(), codec, finder);
        UnaryOperator<RestoreOptions<byte[]>> options =
                chosen -> finder == null || !leaveOut ? chosen : chosen.withoutItems(finder::without);
        return States.isNumber(state)
                ? profiles.restore(profile.key(), Long.parseLong(state), options)
                : profiles.restore(profile.key(), Id.parse(state), options);
    }

    @Override
    public void close() {
        latchkey.close();
        if (bus != null) {
            bus.close();
        }
    }
}
