package dev.latchkey.core;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sessions of this server, at most one for each profile. */
final class Sessions {
    private final Core core;
    private final Map<ProfileId, Session> sessions = new LinkedHashMap<>();

    Sessions(Core core) {
        this.core = core;
    }

    @Nullable
    Session of(ProfileId profile) {
        return sessions.get(profile);
    }

    void add(Session session) {
        Session other = sessions.put(session.profile, session);
        if (other != null) {
            throw new IllegalStateException("two sessions of one profile: " + other + ", " + session);
        }
    }

    List<Session> all() {
        return new ArrayList<>(sessions.values());
    }

    boolean isEmpty() {
        return sessions.isEmpty();
    }

    boolean allIdle() {
        return sessions.values().stream().allMatch(session -> session.work == null && !session.readOnly);
    }

    /** The session is over; what waits for the profile goes on. */
    void ended(Session session, EndReason reason, Fate fate, int orphaned, String by) {
        Work work = session.work;
        if (work != null) {
            work.cancelTimers();
        }
        session.phase = Session.Phase.ENDED;
        session.inactive = true;
        session.work = null;
        sessions.remove(session.profile, session);
        if (work != null && work.replayed) {
            core.replays.settled(fate);
        } else {
            core.emit(new Output.Ended(session, reason, fate, orphaned, by));
        }
        core.replays.free(session.profile);
        core.loads.free(session.profile);
        core.transactions.free(session.profile);
    }

    /** Whether a session is held here under this claim. */
    boolean holds(ProfileId profile, Id claim) {
        Session session = sessions.get(profile);
        return session != null && core.rules.ignoresDuplicate(session, claim);
    }

    void describe(StringBuilder text) {
        for (Session session : sessions.values()) {
            text.append('{').append(session.profile).append(session.phase).append(session.server);
            text.append(session.claim).append(session.token).append('.').append(session.version);
            text.append(session.readOnly).append(session.inactive);
            if (session.work != null) {
                session.work.describe(text);
            }
            text.append('}');
        }
    }
}
