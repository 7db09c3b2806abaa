package dev.latchkey.core;

import dev.latchkey.spi.ProfileId;
import org.jspecify.annotations.Nullable;

/** A stolen session is read-only until its old owner is surely not active any more (L7). */
final class Steals {
    private final Core core;

    Steals(Core core) {
        this.core = core;
    }

    void begin(Session session, @Nullable Owner victim) {
        session.readOnly = true;
        long wait = core.rules.wholeLease(core.settings.lease().toNanos(), core.settings.margin());
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
            core.losses.taken(session, EndReason.STOLEN, stolen.name());
        }
        Load load = core.loads.of(stolen.profile());
        if (load != null) {
            // A grant under the stolen token may still be on its way here (L5).
            load.highestToken = Math.max(load.highestToken, stolen.token() + 1);
        }
        boolean unsettled = session != null && session.work != null && session.work.reclaim != null;
        if (!unsettled) {
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
