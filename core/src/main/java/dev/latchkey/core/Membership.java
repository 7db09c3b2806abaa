package dev.latchkey.core;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import org.jspecify.annotations.Nullable;

/** The server's own row: registration, lease, heartbeat (L1, L3). */
final class Membership {
    /** A lease of one server id, counted from a moment before the store granted it. */
    private record Lease(Id server, Now from) {}

    private final Core core;

    @Nullable
    Id server;

    private volatile @Nullable Lease lease;
    private boolean registered;
    private boolean suspended;
    private long beat;
    private long acknowledged;
    private long unbrokenSince;
    private Now sent = new Now(0, 0);
    private @Nullable Request<?> request;
    private Timers.@Nullable Timer next;
    private Timers.@Nullable Timer lapse;
    private int tries;

    Membership(Core core) {
        this.core = core;
    }

    boolean isActive(Session session, Now at) {
        Lease held = lease;
        return held != null
                && !session.inactive
                && !session.readOnly
                && core.rules.activeUnder(session.server, held.server())
                && holds(held, at);
    }

    private boolean holds(Lease held, Now at) {
        return core.rules.elapsed(held.from(), at) < usable();
    }

    private long usable() {
        return core.rules.usable(core.settings.lease().toNanos(), core.settings.margin());
    }

    boolean isRegistered() {
        return registered;
    }

    boolean is(@Nullable Id id) {
        return id != null && id.equals(server);
    }

    /** L2: whether the own lease has held long enough to bury others. The store checks it again. */
    boolean isSettled() {
        Lease held = lease;
        return held != null
                && holds(held, core.now())
                && core.mono() - unbrokenSince >= core.settings.settled().toNanos();
    }

    void start() {
        register();
    }

    /** A new id, since a row never comes back to life (L2). */
    private void register() {
        lease = null;
        registered = false;
        // A renewal that came due meanwhile would take the place of the registration.
        cancel(next);
        cancel(lapse);
        acknowledged = 0;
        tries = 0;
        Id former = server;
        server = core.freshId();
        sent = core.now();
        sendRegistration(former);
    }

    private void sendRegistration(@Nullable Id former) {
        Id id = server;
        if (id != null) {
            Registration registration = new Registration(id, core.settings.name(), core.settings.lease());
            ask(new Request.ToRegister(registration, (asked, outcome) -> registered(asked, outcome, former)));
        }
    }

    private void registered(Request.ToRegister asked, Outcome<Registration.Registered> outcome, @Nullable Id former) {
        if (asked != request) {
            return;
        }
        request = null;
        if (!(outcome instanceof Outcome.Done<Registration.Registered>(Registration.Registered reply))) {
            again(() -> sendRegistration(former));
        } else if (reply.buried()) {
            register();
        } else {
            registered = true;
            beat = reply.beat();
            unbrokenSince = core.mono();
            hold(asked.registration.server(), core.rules.leaseFrom(sent, core.now()));
            core.emit(new Output.Registered(asked.registration.server(), former));
            core.health.beat();
            core.transactions.registered();
            core.reclaims.all();
            core.loads.registered();
        }
    }

    /** Renews at once, unless a renewal is on its way. */
    void renewNow() {
        if (registered && request == null) {
            renew();
        }
    }

    private void renew() {
        Id id = server;
        if (id == null) {
            return;
        }
        cancel(next);
        sent = core.now();
        Now from = sent;
        Renewal renewal = new Renewal(id, beat, core.settings.lease(), acknowledged);
        ask(new Request.ToRenew(renewal, (asked, outcome) -> renewed(asked, outcome, from)));
        // An answer that takes as long as this is not waited for: one of the two gets through.
        next = core.in(core.settings.renewal(), this::renew);
    }

    private void renewed(Request.ToRenew asked, Outcome<RenewReply> outcome, Now from) {
        if (asked != request) {
            return;
        }
        request = null;
        if (!(outcome instanceof Outcome.Done<RenewReply>(RenewReply reply))) {
            again(this::renew);
            return;
        }
        switch (reply) {
            case RenewReply.Gone gone -> register();
            case RenewReply.BeatMoved moved -> {
                beat = moved.beat();
                renew();
            }
            case RenewReply.Renewed renewed -> {
                beat = renewed.beat();
                tries = 0;
                // Before the lease is counted: what was taken must not come back to life for a moment (L3).
                for (RenewReply.Taken taken : renewed.taken()) {
                    acknowledged = Math.max(acknowledged, taken.number());
                    core.losses.taken(taken);
                }
                hold(asked.renewal.server(), core.rules.leaseFrom(from, core.now()));
                core.health.beat();
                renewed.wanted().forEach(core.asks::wanted);
                renewed.mail().forEach(core.mails::hint);
            }
        }
    }

    private void hold(Id id, Now from) {
        Lease before = lease;
        if (before == null || !holds(before, core.now())) {
            unbrokenSince = core.mono();
        }
        Lease held = new Lease(id, from);
        lease = held;
        cancel(lapse);
        lapse = core.timers.at(from.mono() + usable(), this::lapsed);
        cancel(next);
        next = core.timers.at(
                Math.max(core.mono(), from.mono() + core.settings.renewal().toNanos()), this::renewNow);
        if (suspended && holds(held, core.now())) {
            suspended = false;
            core.emit(new Output.Suspension(false));
        }
    }

    private void lapsed() {
        if (!suspended) {
            suspended = true;
            core.emit(new Output.Suspension(true));
        }
        renewNow();
    }

    /** The store says that this id is buried or missing. */
    void gone(Id id) {
        if (registered && id.equals(server)) {
            register();
        }
    }

    /** Nothing more: the server is being buried by itself. */
    void stop() {
        lease = null;
        registered = false;
        request = null;
        cancel(next);
        cancel(lapse);
    }

    private void ask(Request<?> asked) {
        request = asked;
        core.request(asked);
    }

    private void again(Runnable action) {
        cancel(next);
        next = core.retry(tries++, action);
    }

    private static void cancel(Timers.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    void describe(StringBuilder text, Now at) {
        Lease held = lease;
        text.append(server).append(registered ? '+' : '-').append('#').append(beat);
        text.append(request != null ? '?' : '.')
                .append(acknowledged)
                .append(suspended)
                .append(tries);
        if (request != null) {
            text.append('@').append(usable() - core.rules.elapsed(sent, at));
        }
        if (held != null) {
            long settled = core.settings.settled().toNanos();
            text.append('@').append(usable() - core.rules.elapsed(held.from(), at));
            text.append('@').append(Math.max(0, unbrokenSince + settled - at.mono()));
        }
    }
}
