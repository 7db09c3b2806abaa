package dev.latchkey.core;

import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Wanted;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A load's conversation with store and owner, until it has the session (S1, S4, L4, L5, L7). */
final class Opens {
    private final Core core;

    Opens(Core core) {
        this.core = core;
    }

    /** The first open under a fresh claim. */
    void begin(Load load) {
        load.claim = core.freshId();
        load.server = core.membership.server;
        load.number = 0;
        load.recording = false;
        load.stray = 0;
        load.stole = false;
        load.asked = 0;
        load.acknowledged = false;
        open(load);
    }

    /** Asks the store; repeated under the same claim, so that a lost reply is made good (S4). */
    void open(Load load) {
        Id server = load.server;
        Id claim = load.claim;
        if (server == null || claim == null) {
            return;
        }
        Work.cancel(load.nextLook);
        load.phase = Load.Phase.OPENING;
        load.sent = true;
        Open open = new Open(load.profile, server, claim, mode(load, server));
        load.request = new Request.ToOpen(open, (asked, outcome) -> replied(load, asked, outcome));
        core.request(load.request);
    }

    private static Open.Mode mode(Load load, Id server) {
        if (load.stray > 0) {
            return new Open.Reclaim(List.of(new Open.Pair(server, load.stray)));
        }
        Owner owner = load.owner;
        if (load.stealing && owner != null) {
            load.stole = true;
            load.victim = owner;
            return new Open.Steal(owner.token());
        }
        return load.recording ? new Open.Ask(load.number) : new Open.Try();
    }

    private void replied(Load load, Request.ToOpen asked, Outcome<OpenReply> outcome) {
        if (load.request != asked) {
            return;
        }
        load.request = null;
        load.phase = Load.Phase.WAITING;
        if (!(outcome instanceof Outcome.Done<OpenReply>(OpenReply reply))) {
            again(load);
            return;
        }
        load.tries = 0;
        load.stray = 0;
        switch (reply) {
            case OpenReply.Granted granted -> granted(load, asked.open, granted);
            case OpenReply.Held held -> held(load, held.head(), held.owner());
            case OpenReply.ClaimSpent spent -> begin(load);
            case OpenReply.Moved moved -> open(load);
            case OpenReply.TokenLimit limit -> core.loads.fail(load, new LoadFailure.TokenLimit());
            case OpenReply.NotLive notLive -> notLive(load, asked.open.server(), notLive.reason());
        }
    }

    private void again(Load load) {
        load.nextLook = core.retry(load.tries++, () -> {
            if (core.rules.repeatsClaim()) {
                open(load);
            } else {
                begin(load);
            }
        });
    }

    private void notLive(Load load, Id server, OpenReply.Reason reason) {
        switch (reason) {
            case BURIED, MISSING -> {
                load.phase = Load.Phase.QUEUED;
                core.membership.gone(server);
            }
            case LEASE_OVER -> {
                core.membership.renewNow();
                again(load);
            }
        }
    }

    private void granted(Load load, Open open, OpenReply.Granted granted) {
        ProfileRecord record = granted.record();
        if (record.head().token() < load.highestToken) {
            again(load);
            return;
        }
        Duration contested = core.rules.waitsAfterSteal() ? granted.contested() : Duration.ZERO;
        consume(
                load,
                open.server(),
                record.head().token(),
                record.head().version(),
                record.payload(),
                contested,
                granted.mail());
    }

    /** L5: a grant brings lock and data at once. */
    void granted(Message.Grant grant) {
        Load load = core.loads.of(grant.profile());
        Session held = core.sessions.of(grant.profile());
        boolean mine = core.rules.isForMe(grant.to(), core.membership.server);
        if (held != null && core.rules.ignoresDuplicate(held, grant.claim())) {
            return;
        }
        if (mine && load != null && held == null && core.rules.consumes(load, grant.claim())) {
            if (grant.token() < load.highestToken) {
                return;
            }
            Message.Data data = grant.data();
            if (data == null || load.parked) {
                // Of a transfer that is brought in the store is asked: the grant may be an old one, come twice.
                open(load);
            } else {
                consume(load, grant.to(), grant.token(), grant.version(), data.payload(), Duration.ZERO, null);
            }
        } else if (mine && grant.planned()) {
            planned(grant, load, held);
        } else if (!core.loads.awaits(grant.profile(), grant.claim())) {
            // A claim that is waited for may yet bring a session, by the store: it is no stray (L8).
            core.strays.free(grant.profile(), grant.to(), grant.claim(), grant.token());
        }
    }

    /** A transferred session is brought in before its load comes; the store is asked, for the grant may be old. */
    private void planned(Message.Grant grant, @Nullable Load load, @Nullable Session held) {
        if (held != null || load != null) {
            // An end that is not settled, or a load under its own claim that may yet fail: rather free the session
            // than leave it where nobody knows of it (L8).
            core.strays.free(grant.profile(), grant.to(), grant.claim(), grant.token());
            core.loads.look(grant.profile());
        } else if (!core.shutdown.hasBegun() && !core.strays.isDead(grant.claim())) {
            Load parked = new Load(
                    grant.profile(), Conflict.FAIL, core.settings.parked().toNanos(), null, true);
            core.loads.park(parked, grant.to(), grant.claim());
        }
    }

    private void consume(
            Load load,
            Id server,
            long token,
            long version,
            @Nullable Payload payload,
            Duration contested,
            @Nullable List<Delivery> mail) {
        Id claim = load.claim;
        if (claim == null) {
            return;
        }
        Load follower = load.follower;
        core.loads.finish(load);
        Session session = new Session(load.profile, server, claim, token, version);
        core.sessions.add(session);
        if (contested.isPositive()) {
            core.steals.begin(session, load.stole ? load.victim : null, contested);
        }
        if (load.parked && follower == null) {
            core.loads.keepParked(session, payload);
            return;
        }
        Load taker = follower == null ? load : follower;
        core.loads.finish(taker);
        core.emit(new Output.Loaded(taker, session, payload, version, mail == null ? List.of() : mail));
        if (mail == null) {
            core.mails.fetch(session); // S6: a grant of another server carries none.
        } else {
            core.mails.brought(session, mail);
        }
        core.transactions.free(load.profile);
    }

    private void held(Load load, Head head, OpenReply.OwnerState state) {
        Id claim = load.claim;
        Wanted wanted = head.wanted();
        if (claim == null) {
            return;
        }
        load.highestToken = Math.max(load.highestToken, head.token());
        if (wanted != null && wanted.claim().equals(claim)) {
            load.number = wanted.ask();
        } else if (wanted != null && load.number > 0 && wanted.ask() > load.number) {
            core.loads.fail(load, new LoadFailure.Overtaken());
            return;
        }
        if (core.membership.is(state.server())) {
            load.stray = head.token();
            open(load);
            return;
        }
        Owner before = load.owner;
        boolean same = before != null && before.server().equals(state.server()) && before.token() == head.token();
        load.owner = new Owner(state.server(), state.name(), head.token(), same && load.acknowledged);
        if (!same) {
            load.asked = 0;
            load.acknowledged = false;
        }
        boolean dead = core.burials.looksDead(state) || core.rules.buriesEarly();
        if (dead) {
            core.burials.bury(state, () -> look(load));
            waitFor(load);
        } else {
            conflict(load, load.owner, same);
        }
    }

    private void look(Load load) {
        if (load.phase == Load.Phase.WAITING) {
            open(load);
        }
    }

    private void conflict(Load load, Owner owner, boolean same) {
        if (load.conflict == Conflict.FAIL) {
            core.loads.fail(load, new LoadFailure.Held(owner));
        } else if (!load.stealing && core.rules.stealsOnSight(load.conflict)) {
            load.stealing = true;
            open(load);
        } else if (load.stealing && !same) {
            open(load);
        } else {
            if (load.asked == 0) {
                ask(load);
            }
            waitFor(load);
        }
    }

    /** L4: a request, at once and then again and again. */
    private void ask(Load load) {
        Owner owner = load.owner;
        Id claim = load.claim;
        Id server = load.server;
        if (owner == null || claim == null || server == null || load.phase == Load.Phase.OVER) {
            return;
        }
        core.send(owner.server(), new Message.Ask(load.profile, owner.token(), server, claim, load.number));
        load.asked++;
        boolean often = load.asked < core.settings.askTimes();
        Work.cancel(load.nextAsk);
        load.nextAsk = core.in(often ? core.settings.ask() : core.settings.askSlowly(), () -> ask(load));
        if (!load.acknowledged && !load.recording) {
            Work.cancel(load.noAnswer);
            load.noAnswer = core.in(core.settings.patienceForAck(), () -> record(load));
        }
    }

    /** L4: where no acknowledgement comes, the record tells the owner, by its next renewal. */
    private void record(Load load) {
        if (!load.acknowledged && load.phase == Load.Phase.WAITING) {
            load.recording = true;
            open(load);
        }
    }

    void acknowledged(Load load, long withinNanos) {
        load.acknowledged = true;
        Work.cancel(load.noAnswer);
        if (load.phase == Load.Phase.WAITING) {
            Work.cancel(load.nextLook);
            load.nextLook = core.timers.at(
                    core.mono() + withinNanos + core.settings.poll().toNanos(), () -> open(load));
        }
    }

    private void waitFor(Load load) {
        if (load.phase == Load.Phase.WAITING) {
            Work.cancel(load.nextLook);
            load.nextLook = core.in(core.settings.poll(), () -> open(load));
        }
    }
}
