package dev.latchkey.core;

import dev.latchkey.spi.ProfileId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A session taken from a live owner is read-only until that owner is surely not active any more (L7). */
final class Steals {
    private final Core core;
    /** Tokens of sessions that were stolen on before they were ever active. */
    private final Map<ProfileId, Long> doubtful = new HashMap<>();

    Steals(Core core) {
        this.core = core;
    }

    /**
     * @param contested what is left of the old owner's lease, by the store's clock
     */
    void begin(Session session, @Nullable Owner victim, Duration contested) {
        session.readOnly = true;
        Duration most = core.settings.lease();
        Duration left = contested.compareTo(most) < 0 ? contested : most;
        long wait = core.rules.wholeLease(left.toNanos(), core.settings.margin());
        core.timers.at(core.mono() + wait, () -> over(session));
        if (victim != null) {
            tell(session, victim);
        }
    }

    private void tell(Session session, Owner victim) {
        if (session.readOnly && session.phase != Session.Phase.ENDED) {
            Message stolen = new Message.Stolen(session.profile, victim.token(), session.server, core.settings.name());
            core.send(victim.server(), stolen);
            core.in(core.settings.ask(), () -> tell(session, victim));
        }
    }

    /** This server has been stolen from, as the thief says, who has it from the store. */
    void told(Message.Stolen stolen) {
        Session session = core.sessions.of(stolen.profile());
        if (session != null && session.token == stolen.token()) {
            if (session.readOnly) {
                // Its own victim may be active still, and the thief is not to take this answer for that one's.
                doubtful.put(stolen.profile(), stolen.token());
            }
            core.losses.taken(session, EndReason.STOLEN, stolen.name());
        }
        Load load = core.loads.of(stolen.profile());
        if (load != null) {
            // A grant under the stolen token may still be on its way here (L5).
            load.highestToken = Math.max(load.highestToken, stolen.token() + 1);
        }
        boolean unsettled = session != null && session.work != null && session.work.reclaim != null;
        boolean doubted = Objects.equals(doubtful.get(stolen.profile()), stolen.token());
        if (!unsettled && !doubted) {
            core.send(stolen.from(), new Message.StolenHeard(stolen.profile(), stolen.token()));
        }
    }

    void heard(Message.StolenHeard heard) {
        ProfileId profile = heard.profile();
        Session session = core.sessions.of(profile);
        if (session != null && session.token == heard.token() + 1) {
            over(session);
        }
    }

    private void over(Session session) {
        if (session.readOnly && session.phase != Session.Phase.ENDED) {
            session.readOnly = false;
            core.emit(new Output.Activated(session));
            core.asks.resume(session);
            core.shutdown.resume(session);
            core.commits.pump(session);
        }
    }
}
