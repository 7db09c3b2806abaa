package dev.latchkey.core;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Servers that look dead, buried once for all loads that wait for them (L2). */
final class Burials {
    /** One server, and who waits for its end. */
    private static final class Watch {
        long beat;
        long since;
        Request.@Nullable ToBury request;
        final List<Runnable> waiting = new ArrayList<>();
    }

    private final Core core;
    private final Map<Id, Watch> watches = new LinkedHashMap<>();

    Burials(Core core) {
        this.core = core;
    }

    /** By the store's clock; where it has none, a beat that stood still for a whole lease while we watched. */
    boolean looksDead(OpenReply.OwnerState owner) {
        return switch (owner.lease()) {
            case HOLDS -> {
                watches.remove(owner.server());
                yield false;
            }
            case OVER -> true;
            case UNKNOWN -> stoodStill(owner);
        };
    }

    private boolean stoodStill(OpenReply.OwnerState owner) {
        Watch watch = watches.get(owner.server());
        if (watch == null || watch.beat != owner.beat()) {
            watch = watch(owner);
            watch.since = core.mono();
        }
        long lease = core.rules.wholeLease(core.settings.lease().toNanos(), core.settings.margin());
        return core.mono() - watch.since >= lease;
    }

    private Watch watch(OpenReply.OwnerState owner) {
        Watch watch = watches.computeIfAbsent(owner.server(), id -> new Watch());
        watch.beat = owner.beat();
        return watch;
    }

    /** Asks the store to bury an owner that somebody waits for, who looks again when it is. */
    void bury(OpenReply.OwnerState owner, Runnable then) {
        Id by = core.membership.server;
        if (by == null || (!core.membership.isSettled() && !core.rules.buriesEarly())) {
            return;
        }
        Watch watch = watch(owner);
        watch.waiting.add(then);
        if (watch.request == null) {
            Burial burial =
                    new Burial(owner.server(), by, owner.beat(), core.settings.settled(), Burial.Cause.LEASE_OVER);
            watch.request = new Request.ToBury(burial, (asked, outcome) -> replied(owner.server(), watch, outcome));
            core.request(watch.request);
        }
    }

    private void replied(Id target, Watch watch, Outcome<Burial.Reply> outcome) {
        watch.request = null;
        List<Runnable> waiting = new ArrayList<>(watch.waiting);
        watch.waiting.clear();
        boolean buried = outcome instanceof Outcome.Done<Burial.Reply>(Burial.Reply reply) && isBuried(target, reply);
        if (buried) {
            watches.remove(target, watch);
            waiting.forEach(Runnable::run);
        }
    }

    private boolean isBuried(Id target, Burial.Reply reply) {
        return switch (reply) {
            case BURIED -> {
                core.emit(new Output.Buried(target));
                yield true;
            }
            case ALIVE, NOT_SETTLED, MISSING -> false;
        };
    }

    /** L2: a process may bury its own predecessor on the same machine at once. */
    void predecessor(Id server) {
        bury(server, 0);
    }

    private void bury(Id predecessor, int tries) {
        Burial burial = new Burial(predecessor, predecessor, 0, core.settings.settled(), Burial.Cause.PREDECESSOR);
        core.request(new Request.ToBury(burial, (asked, outcome) -> {
            if (outcome instanceof Outcome.Done<Burial.Reply>(Burial.Reply reply)) {
                isBuried(predecessor, reply);
            } else {
                core.retry(tries, () -> bury(predecessor, tries + 1));
            }
        }));
    }

    void describe(StringBuilder text, Now at) {
        watches.forEach((id, watch) -> text.append('<')
                .append(id)
                .append(watch.beat)
                .append(at.mono() - watch.since)
                .append(watch.request != null)
                .append(watch.waiting.size())
                .append('>'));
    }
}
