package dev.latchkey.core;

import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Write;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of this server that take part in transactions: frozen, offered, and settled by themselves where the
 * transaction's server is silent (S7).
 */
final class Freezes {
    /** How many transactions that were aborted here are remembered, the newest of them. */
    private static final int MOST_ABORTED = 1_024;

    private final Core core;
    private final Set<Id> aborted = new LinkedHashSet<>();

    Freezes(Core core) {
        this.core = core;
    }

    /** A transaction elsewhere wants a session of this server to take part. */
    void asked(Message.Freeze asked) {
        Session session = core.sessions.of(asked.profile());
        Freeze freeze = session == null || session.work == null ? null : session.work.freeze;
        boolean same = freeze != null && freeze.transaction.equals(asked.transaction());
        boolean over = aborted.contains(asked.transaction());
        if (session == null || over || (!same && (session.token != asked.token() || !isReady(session)))) {
            core.send(asked.from(), new Message.Declined(asked.profile(), asked.transaction(), over));
        } else if (freeze == null) {
            begin(session, new Freeze(asked.transaction(), asked.from(), null));
        } else if (same) {
            watch(session, freeze);
            if (freeze.phase == Freeze.Phase.HELD) {
                offer(session, freeze);
            }
        }
    }

    /** Whether a session can be frozen but for another freeze. */
    boolean isReady(Session session) {
        return session.phase == Session.Phase.OPEN
                && core.membership.isActive(session, core.now())
                && !core.shutdown.hasBegun();
    }

    void begin(Session session, Freeze freeze) {
        Commits.workOf(session).freeze = freeze;
        watch(session, freeze);
        core.emit(new Output.Freeze(session, freeze.transaction));
    }

    /** A transaction elsewhere is waited for no longer than this; one of this server ends by itself. */
    private void watch(Session session, Freeze freeze) {
        if (freeze.from != null && freeze.phase.compareTo(Freeze.Phase.HELD) <= 0) {
            Work.cancel(freeze.timer);
            freeze.timer = core.in(core.settings.freeze(), () -> silent(session, freeze));
        }
    }

    /** The game has stopped changing the profile, and this is its newest state. */
    void stopped(Input.Frozen given) {
        Session session = given.session();
        take(session, given);
        Work work = session.work;
        Freeze freeze = work == null ? null : work.freeze;
        if (work == null || freeze == null || !freeze.transaction.equals(given.transaction())) {
            core.emit(new Output.Thawed(session, given.transaction(), false, null));
            core.commits.pump(session);
            return;
        }
        freeze.payload = given.payload();
        freeze.phase = Freeze.Phase.SAVING;
        core.commits.pump(session);
    }

    /** The state is handed over once, with or without the transaction. */
    private static void take(Session session, Input.Frozen given) {
        boolean open = session.phase == Session.Phase.OPEN || session.phase == Session.Phase.ENDING;
        Work known = session.work;
        boolean lost = session.phase == Session.Phase.LOST && known != null && !known.finalGiven;
        if (given.changed() && (open || lost)) {
            Commits.workOf(session).put(given.payload(), given.sequence(), given.cargo());
        }
    }

    /** Whether a freeze keeps a session from sending what is next; nothing of the session is in flight. */
    boolean stops(Session session, Work work, Freeze freeze) {
        return switch (freeze.phase) {
            case STOPPING -> {
                boolean ends = session.phase == Session.Phase.LAST;
                if (ends) {
                    over(session, work, freeze, null);
                }
                yield ends;
            }
            case SAVING -> saved(session, work, freeze);
            case HELD, ADOPTING -> true;
            case DEFEATING -> {
                // A re-claim took the commit back; its token has defeated the transaction.
                over(session, work, freeze, null);
                yield true;
            }
        };
    }

    /** A transaction elsewhere sees only what is stored: a state that the store did not take stays out of it (S10). */
    private boolean saved(Session session, Work work, Freeze freeze) {
        Id from = freeze.from;
        if (from != null && work.pending != null) {
            return false;
        }
        if (from != null && work.rejected != null) {
            core.send(from, new Message.Declined(session.profile, freeze.transaction, true));
            over(session, work, freeze, null);
            return true;
        }
        return hold(session, freeze);
    }

    private boolean hold(Session session, Freeze freeze) {
        freeze.phase = Freeze.Phase.HELD;
        if (freeze.here != null) {
            core.transactions.held(freeze.here, session, freeze.payload);
        } else {
            watch(session, freeze);
            offer(session, freeze);
        }
        return true;
    }

    private void offer(Session session, Freeze freeze) {
        Id from = freeze.from;
        if (from == null) {
            return;
        }
        Payload payload = freeze.payload;
        boolean fits = payload == null || payload.size() <= core.settings.grantBytes();
        core.send(
                from,
                new Message.Frozen(
                        session.profile,
                        freeze.transaction,
                        session.token,
                        session.claim,
                        session.version,
                        fits ? new Message.Data(payload) : null));
    }

    /** Nothing was heard of the transaction for too long. */
    private void silent(Session session, Freeze freeze) {
        Work work = session.work;
        if (work == null || work.freeze != freeze) {
            return;
        }
        if (core.rules.settlesByReading() && freeze.phase == Freeze.Phase.HELD) {
            read(session, freeze);
        } else {
            settleNow(session, work);
        }
    }

    /** The session is needed for something else: the freeze is settled first. */
    void settleNow(Session session, Work work) {
        Freeze freeze = work.freeze;
        if (freeze == null) {
            return;
        }
        if (freeze.here != null) {
            core.transactions.interrupt(freeze.here, session.profile, "its session ends");
            return;
        }
        switch (freeze.phase) {
            case STOPPING, SAVING -> over(session, work, freeze, null); // Never offered, so in no commit.
            case HELD -> defeat(session, work, freeze);
            case DEFEATING, ADOPTING -> {}
        }
    }

    /** The session's transaction was one of this server, and nobody can tell whether it will be stored. */
    void orphaned(Session session, Transaction transaction) {
        Work work = session.work;
        Freeze freeze = work == null ? null : work.freeze;
        if (work != null && freeze != null && freeze.here == transaction) {
            freeze.here = null;
            if (session.phase == Session.Phase.LOST) {
                work.maybeApplied = true;
                over(session, work, freeze, null);
            } else {
                defeat(session, work, freeze);
            }
        }
    }

    /** A commit of one's own: either it applies, which defeats the transaction for good, or it shows that it is stored. */
    private void defeat(Session session, Work work, Freeze freeze) {
        Work.cancel(freeze.timer);
        if (work.reclaim == null && work.flight == null) {
            freeze.phase = Freeze.Phase.DEFEATING;
            core.commits.send(session, work, core.freshId(), null, new Write.Keep());
        } else {
            freeze.timer = core.in(core.settings.freeze(), () -> silent(session, freeze));
        }
    }

    /** A commit of the session applied. */
    void applied(Session session, Work work) {
        Freeze freeze = work.freeze;
        if (freeze != null && freeze.phase == Freeze.Phase.DEFEATING) {
            over(session, work, freeze, null);
        }
    }

    /** Whether a refused commit shows that the transaction is stored; it is adopted then. */
    boolean adopts(Session session, Work work, @Nullable Head head) {
        Freeze freeze = work.freeze;
        boolean stored = freeze != null
                && freeze.phase == Freeze.Phase.DEFEATING
                && head != null
                && head.token() == session.token
                && freeze.transaction.equals(head.write())
                && core.rules.adopts();
        if (stored && freeze != null && head != null) {
            work.flight = null;
            adopt(session, work, freeze, head.version());
        }
        return stored;
    }

    /** The transaction's server says how it ended. */
    void thaw(Message.Thaw thaw) {
        Session session = core.sessions.of(thaw.profile());
        Work work = session == null ? null : session.work;
        Freeze freeze = work == null ? null : work.freeze;
        if (session == null
                || work == null
                || freeze == null
                || freeze.from == null
                || !freeze.transaction.equals(thaw.transaction())) {
            return;
        }
        if (!thaw.stored()) {
            if (freeze.phase.compareTo(Freeze.Phase.HELD) <= 0) {
                over(session, work, freeze, null);
            }
        } else if (freeze.phase == Freeze.Phase.HELD && work.reclaim == null && thaw.version() == session.version + 1) {
            Message.Data data = thaw.data();
            if (data == null) {
                adopt(session, work, freeze, thaw.version());
            } else {
                session.version = thaw.version();
                adopted(session, work, freeze, data.payload());
            }
        }
    }

    /** The transaction's commit is this session's newest: its data is read. */
    void adopt(Session session, Work work, Freeze freeze, long version) {
        Work.cancel(freeze.timer);
        session.version = version;
        freeze.phase = Freeze.Phase.ADOPTING;
        work.pending = null;
        work.cargo = Cargo.NONE;
        read(session, freeze);
    }

    private void read(Session session, Freeze freeze) {
        Request.ToRead request = new Request.ToRead(session.profile, (asked, outcome) -> read(session, asked, outcome));
        freeze.read = request;
        core.request(request);
    }

    private void read(Session session, Request.ToRead asked, Outcome<Optional<ProfileRecord>> outcome) {
        Work work = session.work;
        Freeze freeze = work == null ? null : work.freeze;
        if (work == null || freeze == null || freeze.read != asked) {
            return;
        }
        freeze.read = null;
        if (!(outcome instanceof Outcome.Done<Optional<ProfileRecord>>(Optional<ProfileRecord> found))) {
            freeze.timer = core.retry(freeze.tries++, () -> read(session, freeze));
            return;
        }
        Head head = found.map(ProfileRecord::head).orElse(Head.EMPTY);
        Payload payload = found.map(ProfileRecord::payload).orElse(null);
        if (freeze.phase == Freeze.Phase.HELD) {
            // Only where the rule is planted that reading settles.
            boolean stored = freeze.transaction.equals(head.write());
            session.version = stored ? head.version() : session.version;
            over(session, work, freeze, stored ? new Message.Data(payload) : null);
        } else if (head.token() == session.token && head.version() == session.version) {
            adopted(session, work, freeze, payload);
        } else {
            over(session, work, freeze, null);
            if (session.phase != Session.Phase.ENDED) {
                // Not the work of before: with the freeze over the session may have none any more.
                core.losses.lose(session, Commits.workOf(session), false);
            }
        }
    }

    private void adopted(Session session, Work work, Freeze freeze, @Nullable Payload payload) {
        work.pending = null;
        work.cargo = Cargo.NONE;
        if (work.ride != null) {
            work.ride = payload;
        }
        over(session, work, freeze, new Message.Data(payload));
    }

    /** The freeze is over: the profile may change again. */
    void over(Session session, Work work, Freeze freeze, Message.@Nullable Data adopted) {
        if (work.freeze != freeze) {
            return;
        }
        Work.cancel(freeze.timer);
        work.freeze = null;
        if (adopted == null) {
            remember(freeze.transaction);
        }
        core.emit(new Output.Thawed(
                session, freeze.transaction, adopted != null, adopted == null ? null : adopted.payload()));
        core.transactions.free(session.profile);
        core.commits.pump(session);
    }

    private void remember(Id transaction) {
        aborted.add(transaction);
        if (aborted.size() > MOST_ABORTED) {
            aborted.remove(aborted.iterator().next());
        }
    }

    /** The session is lost, or over. */
    void lost(Session session, Work work) {
        Freeze freeze = work.freeze;
        if (freeze == null) {
            return;
        }
        Transaction here = freeze.here;
        if (here == null) {
            over(session, work, freeze, null);
        } else {
            core.transactions.interrupt(here, session.profile, "its session is lost");
        }
    }

    /** What a re-claim returned settles a transaction as it settles a commit (L3). True where it was stored. */
    boolean reclaimed(Session session, Work work, Head head) {
        Freeze freeze = work.freeze;
        if (freeze == null) {
            return false;
        }
        boolean adopting = freeze.phase == Freeze.Phase.ADOPTING; // Its version is that of the transaction already.
        long version = adopting ? session.version : session.version + 1;
        boolean stored = freeze.transaction.equals(head.write()) && head.version() == version;
        if (freeze.here != null) {
            core.transactions.reclaimed(freeze.here, session.profile, stored);
        } else if (stored) {
            work.flight = null;
            adopt(session, work, freeze, head.version());
        } else {
            over(session, work, freeze, null);
        }
        return stored;
    }

    /** Whether transactions here are waiting for this profile alone; for tests of what is left. */
    boolean isFrozen(ProfileId profile) {
        Session session = core.sessions.of(profile);
        return session != null && session.work != null && session.work.freeze != null;
    }

    void describe(StringBuilder text) {
        text.append(aborted);
    }
}
