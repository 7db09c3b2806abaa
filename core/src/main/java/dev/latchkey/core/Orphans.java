package dev.latchkey.core;

import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import java.util.ArrayList;
import java.util.List;

/** Unsaved states on their way to the shelf (S9). */
final class Orphans {
    private final Core core;
    private final List<OrphanShelf.Orphan> waiting = new ArrayList<>();

    Orphans(Core core) {
        this.core = core;
    }

    void keep(Session session, Payload payload, String reason, boolean maybeApplied) {
        keep(new OrphanShelf.Orphan(
                session.profile, core.freshId(), session.fence(), session.server, payload, reason, maybeApplied));
    }

    /** Sent again and again until the shelf has it, or has passed it over after an erase (S5); its id makes that once. */
    void keep(OrphanShelf.Orphan orphan) {
        waiting.add(orphan);
        send(orphan, 0);
    }

    private void send(OrphanShelf.Orphan orphan, int tries) {
        core.request(new Request.ToKeep(orphan, (asked, outcome) -> {
            if (outcome instanceof Outcome.Done<Boolean>(Boolean kept)) {
                waiting.remove(orphan);
                if (kept) {
                    core.emit(new Output.OrphanKept(
                            orphan.profile(), orphan.payload().size(), orphan.maybeApplied()));
                }
                core.replays.announce();
            } else {
                core.retry(tries, () -> send(orphan, tries + 1));
            }
        }));
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    List<OrphanShelf.Orphan> waiting() {
        return List.copyOf(waiting);
    }

    @Override
    public String toString() {
        return waiting.isEmpty() ? "" : "orphans" + waiting.size();
    }
}
