package dev.latchkey.core;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The loads of this server, at most one for each profile: how they begin and end. {@link Opens} asks the store. */
final class Loads {
    private final Core core;
    private final Map<ProfileId, Load> loads = new LinkedHashMap<>();

    Loads(Core core) {
        this.core = core;
    }

    void begin(Load load) {
        Session session = core.sessions.of(load.profile);
        Load other = loads.get(load.profile);
        if (core.shutdown.hasBegun()) {
            refuse(load, new LoadFailure.ShuttingDown());
        } else if (other != null && (!other.parked || other.follower != null)) {
            refuse(load, new LoadFailure.AlreadyOpen());
        } else if (other != null) {
            other.follower = load;
            startPatience(load);
        } else if (session != null && session.phase == Session.Phase.PARKED) {
            adopt(load, session);
        } else if (session != null && session.phase == Session.Phase.OPEN) {
            refuse(load, new LoadFailure.AlreadyOpen());
        } else {
            loads.put(load.profile, load);
            startPatience(load);
            go(load);
        }
    }

    private void refuse(Load load, LoadFailure failure) {
        load.phase = Load.Phase.OVER;
        core.emit(new Output.LoadFailed(load, failure));
    }

    private void startPatience(Load load) {
        load.patience = core.timers.at(core.mono() + load.patienceNanos, () -> patienceOver(load));
    }

    /** A session was transferred here before its load came. */
    private void adopt(Load load, Session session) {
        Work work = Commits.workOf(session);
        Payload payload = work.parkedPayload;
        work.parkedPayload = null;
        Work.cancel(work.due);
        session.phase = Session.Phase.OPEN;
        load.phase = Load.Phase.OVER;
        core.emit(new Output.Loaded(load, session, payload, session.version, List.of()));
        core.mails.fetch(session);
        core.transactions.free(load.profile);
        core.commits.pump(session);
    }

    /** Brings in a session that was transferred here, under the claim that its old owner chose. */
    void park(Load parked, Id server, Id claim) {
        loads.put(parked.profile, parked);
        startPatience(parked);
        parked.server = server;
        parked.claim = claim;
        core.opens.open(parked);
    }

    /** It waits for its load, and is released where none comes. */
    void keepParked(Session session, @Nullable Payload payload) {
        session.phase = Session.Phase.PARKED;
        Work work = Commits.workOf(session);
        work.parkedPayload = payload;
        work.due =
                core.in(core.settings.parked(), () -> core.endings.announce(session, EndReason.CLOSED, Duration.ZERO));
    }

    /** Begins to ask, where server and profile are ready. */
    void go(Load load) {
        boolean ready = core.sessions.of(load.profile) == null && !core.transactions.borrows(load.profile);
        if (core.membership.isRegistered() && ready) {
            core.opens.begin(load);
        } else {
            load.phase = Load.Phase.QUEUED;
        }
    }

    /** The server has an id, perhaps a new one: claims of a former one are never consumed (L3). */
    void registered() {
        for (Load load : new ArrayList<>(loads.values())) {
            giveBack(load);
            quiet(load);
            go(load);
        }
    }

    /** No session holds the profile any more. */
    void free(ProfileId profile) {
        Load load = loads.get(profile);
        if (load != null && load.phase == Load.Phase.QUEUED) {
            go(load);
        }
    }

    boolean awaits(ProfileId profile, Id claim) {
        Load load = loads.get(profile);
        return load != null && claim.equals(load.claim);
    }

    @Nullable
    Load of(ProfileId profile) {
        return loads.get(profile);
    }

    /** Looks at the record now. */
    void look(ProfileId profile) {
        Load load = loads.get(profile);
        if (load != null && load.phase == Load.Phase.WAITING) {
            core.opens.open(load);
        }
    }

    void heard(Message.Heard heard) {
        Load load = loads.get(heard.profile());
        if (load != null && heard.claim().equals(load.claim)) {
            core.opens.acknowledged(load, heard.withinNanos());
        }
    }

    void overtaken(Message.Overtaken message) {
        Load load = loads.get(message.profile());
        if (load != null && message.claim().equals(load.claim)) {
            fail(load, new LoadFailure.Overtaken());
        }
    }

    void abandon(Load load) {
        Load current = loads.get(load.profile);
        if (current == load) {
            fail(load, new LoadFailure.Cancelled());
        } else if (current != null && current.follower == load) {
            current.follower = null;
            Work.cancel(load.patience);
            refuse(load, new LoadFailure.Cancelled());
        }
    }

    void abandonAll(LoadFailure failure) {
        new ArrayList<>(loads.values()).forEach(load -> fail(load, failure));
    }

    private void patienceOver(Load load) {
        if (load.phase == Load.Phase.OVER) {
            return;
        }
        Load current = loads.get(load.profile);
        if (current != load) {
            abandon(load);
        } else if (load.conflict == Conflict.WAIT_THEN_STEAL && !load.stealing && load.owner != null) {
            load.stealing = true;
            startPatience(load);
            look(load.profile);
        } else {
            fail(load, new LoadFailure.TimedOut(load.owner, core.health.storeTrouble()));
        }
    }

    void fail(Load load, LoadFailure failure) {
        Load follower = load.follower;
        withdraw(load);
        giveBack(load);
        finish(load);
        if (!load.parked) {
            core.emit(new Output.LoadFailed(load, failure));
        }
        core.replays.free(load.profile);
        core.transactions.free(load.profile);
        if (follower != null) {
            Work.cancel(follower.patience);
            begin(follower);
        }
    }

    private void withdraw(Load load) {
        Owner owner = load.owner;
        if (owner != null && load.asked > 0 && load.claim != null) {
            core.send(owner.server(), new Message.Withdrawn(load.profile, owner.token(), load.claim));
        }
    }

    /** L9: whatever the claim is still granted goes back, and the claim is spent. */
    void giveBack(Load load) {
        if (load.sent && load.claim != null && load.server != null && core.rules.givesBack()) {
            core.strays.free(load.profile, load.server, load.claim, null);
        }
        load.sent = false;
    }

    /** The load is over: nothing of it happens any more. */
    void finish(Load load) {
        quiet(load);
        Work.cancel(load.patience);
        load.phase = Load.Phase.OVER;
        loads.remove(load.profile, load);
    }

    static void quiet(Load load) {
        load.request = null;
        Work.cancel(load.nextAsk);
        Work.cancel(load.nextLook);
        Work.cancel(load.noAnswer);
    }

    boolean isEmpty() {
        return loads.isEmpty();
    }

    void describe(StringBuilder text) {
        for (Load load : loads.values()) {
            text.append('[')
                    .append(load.profile)
                    .append(load.phase)
                    .append(load.claim)
                    .append(load.stealing);
            text.append(load.recording)
                    .append(load.number)
                    .append(load.highestToken)
                    .append(load.owner);
            text.append(load.acknowledged)
                    .append(load.stray)
                    .append(load.request != null)
                    .append(load.stole);
            text.append(load.sent).append(load.server).append(load.parked).append(load.follower != null);
            text.append(load.victim).append(load.tries).append(Timers.isSet(load.patience));
            text.append(Timers.isSet(load.nextAsk)).append(Timers.isSet(load.nextLook));
            text.append(Timers.isSet(load.noAnswer));
            text.append(Math.min(load.asked, core.settings.askTimes())).append(']');
        }
    }
}
