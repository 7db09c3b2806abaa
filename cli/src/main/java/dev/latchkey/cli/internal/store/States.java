package dev.latchkey.cli.internal.store;

import dev.latchkey.spi.History;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a profile was before, as people name it: by the number of a revision, or the id of an orphan. */
public final class States {
    private static final int MOST = 1_000_000;

    private final OpenStore store;
    private final ProfileId profile;

    /** Of a profile. */
    public States(OpenStore store, ProfileId profile) {
        this.store = store;
        this.profile = profile;
    }

    /** Whose they are. */
    public ProfileId profile() {
        return profile;
    }

    /** The number of the newest in the history; null where there is none. */
    public @Nullable Long newest() {
        return store.engine() instanceof History history
                ? OpenStore.reply(history.revisions(profile, null, 1)).stream()
                        .map(History.Revision::number)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /**
     * The data of this one.
     *
     * @throws Refusal if there is none
     */
    public Payload of(String name) {
        Optional<Payload> found = isNumber(name)
                ? OpenStore.reply(store.history().revision(profile, Long.parseLong(name)))
                : orphan(name);
        return found.orElseThrow(() -> Refusal.failed(profile + " has no state " + name
                + ", or it is forgotten; latchkey history " + profile + " lists them"));
    }

    /** Whether it is the number of a revision. */
    public static boolean isNumber(String name) {
        return name.matches("[0-9]{1,18}");
    }

    private Optional<Payload> orphan(String name) {
        Id write;
        try {
            write = Id.parse(name);
        } catch (IllegalArgumentException bad) {
            throw Refusal.badInput("a state has a number, for example 12, or an orphan's id: " + name);
        }
        return OpenStore.reply(store.shelf().orphans(profile, MOST)).stream()
                .map(OrphanShelf.Shelved::orphan)
                .filter(orphan -> orphan.write().equals(write))
                .map(OrphanShelf.Orphan::payload)
                .findFirst();
    }
}
