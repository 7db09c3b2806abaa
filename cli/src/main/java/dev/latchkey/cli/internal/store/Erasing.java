package dev.latchkey.cli.internal.store;

import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import java.security.SecureRandom;
import java.util.List;

/** Erases a profile that was looked at, fenced and audited (S5). */
public final class Erasing {
    private static final int TRIES = 20;

    private final OpenStore store;
    private final String name;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param name of who erases, for the audit, 1–64 characters
     */
    public Erasing(OpenStore store, String name) {
        this.store = store;
        this.name = name;
    }

    /**
     * Erases; its session may save meanwhile, but no other may begin.
     *
     * @param seen what was seen; if the session has moved on since, nothing is done
     * @throws Refusal if it has
     */
    public void run(ProfileId profile, ProfileRecord seen) {
        Head head = seen.head();
        for (int i = 0; i < TRIES; i++) {
            Edit edit = new Edit(profile, id(), head.token(), head.version(), null, name);
            Edit.Edited reply =
                    OpenStore.tried(() -> store.engine().edit(List.of(edit)).get(0));
            if (reply.applied() || edit.write().equals(reply.head().write())) {
                return;
            }
            if (reply.head().token() != seen.head().token()) {
                break;
            }
            head = reply.head();
        }
        throw Refusal.failed(profile + " has moved on meanwhile, nothing was erased; look again");
    }

    private Id id() {
        return new Id(random.nextLong(), random.nextLong());
    }
}
