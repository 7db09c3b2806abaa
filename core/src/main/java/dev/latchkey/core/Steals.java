package dev.latchkey.core;

import dev.latchkey.spi.ProfileId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A session taken from a live owner is read-only until that owner is surely not active any more (L7). */
final class Steals {
    private final Core core;
    private static final int MOST = 1024;

    /**
     * Tokens of sessions that were active here and were lost, the newest of them. Of others nothing is answered: who
     * had the session before may be active still, and the thief is not to take this server's answer for that one's.
     */
    private final Map<ProfileId, Long> given = new LinkedHashMap<>();

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

    /** A session of this server is lost: from now on it is not active here. */
    void lost(Session session) {
        if (!session.readOnly) {
            given.remove(session.profile);
            given.put(session.profile, session.token);
        }
        if (given.size() > MOST) {
            given.remove(given.keySet().iterator().next());
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
        if (Objects.equals(given.get(stolen.profile()), stolen.token())) {
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

    @Override
    public String toString() {
        return given.toString();
    }
}
