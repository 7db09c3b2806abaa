package dev.latchkey.core;

import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Claims that nobody here waits for any more, until the store has forgotten them (L5, L8, L9). */
final class Strays {
    private final Core core;
    private final Map<Id, Cancel> dead = new LinkedHashMap<>();

    Strays(Core core) {
        this.core = core;
    }

    /**
     * @param token frees the session only with this token, null for any
     */
    void free(ProfileId profile, Id server, Id claim, @Nullable Long token) {
        free(profile, server, claim, token, () -> {});
    }

    /**
     * @param then once the store has forgotten it
     */
    void free(ProfileId profile, Id server, Id claim, @Nullable Long token, Runnable then) {
        if (!dead.containsKey(claim)) {
            Cancel cancel = new Cancel(profile, server, claim, token, core.freshId());
            dead.put(claim, cancel);
            send(cancel, then, 0);
        }
    }

    private void send(Cancel cancel, Runnable then, int tries) {
        core.request(new Request.ToCancel(cancel, (asked, outcome) -> {
            if (Core.isDone(outcome)) {
                dead.remove(cancel.claim());
                then.run();
            } else {
                core.retry(tries, () -> send(cancel, then, tries + 1));
            }
        }));
    }

    boolean isDead(Id claim) {
        return dead.containsKey(claim);
    }

    boolean isEmpty() {
        return dead.isEmpty();
    }

    void describe(StringBuilder text) {
        text.append(dead);
    }
}
