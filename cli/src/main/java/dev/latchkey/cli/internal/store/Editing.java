package dev.latchkey.cli.internal.store;

import dev.latchkey.ItemHeldException;
import dev.latchkey.ProfileStore;
import dev.latchkey.UnreadableProfileException;
import dev.latchkey.spi.Difference;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One profile whose data in JSON is changed from outside: in a transaction of one, so that nobody is evicted (S7). For one
 * thread.
 */
public final class Editing {
    private final OpenStore store;
    private final Guest guest;
    private final ProfileId profile;
    private final @Nullable ItemFinder finder;

    /**
     * Of a profile.
     *
     * @param finder finds the unique items in its data, null for none
     */
    public Editing(OpenStore store, Guest guest, ProfileId profile, @Nullable ItemFinder finder) {
        this.store = store;
        this.guest = guest;
        this.profile = profile;
        this.finder = finder;
    }

    /**
     * The newest data: whoever has the profile open saves first.
     *
     * @throws Refusal if there is none, or it is no JSON
     * @throws dev.latchkey.TransactionConflictException if the server that has it is not heard
     */
    public Payload newest() {
        Payload stored = present();
        var unused =
                guest.profiles(profile.store(), Raw.codec(stored.codec()), null).viewNewest(profile.key());
        Payload newest = present();
        if (!newest.text() || Json.tree(newest.bytes()).isEmpty()) {
            throw Refusal.failed(
                    "the data of " + profile + " is no JSON: " + newest.size() + " bytes of codec " + newest.codec());
        }
        return newest;
    }

    private Payload present() {
        Payload payload = store.read(profile).payload();
        if (payload == null) {
            throw Refusal.failed(profile + " has no data; latchkey import makes a profile");
        }
        return payload;
    }

    /** What a change makes of data. */
    public static List<Difference> differences(Payload seen, Change change) {
        byte[] after = Json.bytes(change.apply(tree(seen.bytes())));
        return Raw.differences(seen, new Payload(after, seen.codec(), seen.schema(), true));
    }

    /**
     * Changes the newest data.
     *
     * @param seen whose shape it has
     * @param expected the differences that somebody wants; null: whatever the change makes of the newest data
     * @return the differences made
     * @throws Refusal if they would be others, or an item in the data is elsewhere; nothing is changed
     * @throws dev.latchkey.LatchkeyException if it cannot be done; nothing is changed
     */
    public List<Difference> run(Payload seen, Change change, @Nullable List<Difference> expected) {
        ProfileStore<byte[]> profiles = guest.profiles(profile.store(), Raw.like(seen), finder);
        Made made = new Made(change, seen, expected);
        try {
            byte[] unused = profiles.edit(profile.key(), made::apply);
            return made.differences;
        } catch (ItemHeldException held) {
            throw Refusal.failed(
                    "an item cannot be in " + profile + " too: " + words(held.holdings()) + "; nothing was changed");
        } catch (UnreadableProfileException newer) {
            throw Refusal.failed(profile + " has another shape by now, nothing was changed; try again");
        }
    }

    private static String words(List<Holding> holdings) {
        return String.join(
                ", ",
                holdings.stream()
                        .map(one -> one.item() + " (" + one.place() + " since " + one.since() + ")")
                        .toList());
    }

    /** Runs again where somebody was faster. */
    private final class Made {
        private final Change change;
        private final Payload seen;
        private final @Nullable List<Difference> expected;
        private List<Difference> differences = List.of();

        Made(Change change, Payload seen, @Nullable List<Difference> expected) {
            this.change = change;
            this.seen = seen;
            this.expected = expected;
        }

        byte[] apply(byte[] newest) {
            Payload now = new Payload(newest, seen.codec(), seen.schema(), true);
            differences = differences(now, change);
            if (expected != null && !expected.equals(differences)) {
                throw Refusal.failed(
                        profile + " was changed by somebody else meanwhile, nothing was changed; try again");
            }
            return Json.bytes(change.apply(tree(newest)));
        }
    }

    private static JsonNode tree(byte[] bytes) {
        return Json.tree(bytes).orElseThrow(() -> Refusal.failed("the data is no JSON any more; nothing was changed"));
    }
}
