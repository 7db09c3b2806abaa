package dev.latchkey.internal;

import dev.latchkey.NestedChangeException;
import dev.latchkey.spi.ProfileId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Inside of which changes code of the game runs on each thread, so that none waits for one that waits for it. Of one server:
 * another one may have a profile of the same name in another store. Thread-safe.
 */
final class Inside {
    /**
     * @param of the server's
     * @param around the change that this one was called in, if any
     */
    private record Change(
            Inside of,
            String kind,
            Collection<ProfileId> profiles,
            @Nullable Change around) {}

    private static final ThreadLocal<@Nullable Change> HERE = new ThreadLocal<>();

    /** Code of the game follows on this thread, until {@link #leave}. */
    void enter(String kind, Collection<ProfileId> profiles) {
        HERE.set(new Change(this, kind, profiles, HERE.get()));
    }

    /** It is over. */
    void leave() {
        Change now = HERE.get();
        Change around = now == null ? null : now.around();
        if (around == null) {
            HERE.remove();
        } else {
            HERE.set(around);
        }
    }

    /**
     * @param kind what is about to begin on this thread, and wait for all others of these profiles
     * @throws NestedChangeException if one of those is what it is called in
     */
    void check(String kind, Collection<ProfileId> profiles) {
        for (Change change = HERE.get(); change != null; change = change.around()) {
            for (ProfileId profile : change.of() == this ? change.profiles() : List.<ProfileId>of()) {
                if (profiles.contains(profile)) {
                    throw new NestedChangeException(kind + " called inside " + change.kind()
                            + " of the same profile, for which it would wait profile=" + profile
                            + "; call it after that one");
                }
            }
        }
    }
}
