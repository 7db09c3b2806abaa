package dev.latchkey.core;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Offence;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.Write;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fenced writes, one in flight for each session (S2–S4). */
final class Commits {
    private final Core core;

    Commits(Core core) {
        this.core = core;
    }

    static Work workOf(Session session) {
        Work work = session.work;
        if (work == null) {
            work = new Work();
            session.work = work;
        }
        return work;
    }

    void save(Session session, long sequence, Payload payload, Cargo cargo) {
        boolean open = session.phase == Session.Phase.OPEN || session.phase == Session.Phase.ENDING;
        if (open || core.rules.savesAfterClose()) {
            Work work = workOf(session);
            work.put(payload, sequence, cargo);
            pump(session);
        }
    }

    /** Sends what is next, if nothing is in flight. */
    void pump(Session session) {
        Work work = session.work;
        if (work == null || work.flight != null || work.reclaim != null || session.readOnly) {
            // While read-only the old owner may be active; whoever had the session next would not know (L7).
            return;
        }
        Freeze freeze = work.freeze;
        if (session.phase == Session.Phase.LOST) {
            if (freeze == null) {
                core.losses.finish(session, work);
            }
        } else if (freeze != null && core.freezes.stops(session, work, freeze)) {
            return;
        } else if (session.phase == Session.Phase.LAST) {
            Payload state = core.rules.releasesWithState() ? work.pending : null;
            Id write = work.successor == null ? core.freshId() : work.successor;
            send(session, work, write, state, core.endings.after(work));
        } else if (work.pending != null) {
            send(session, work, core.freshId(), work.pending, new Write.Keep());
        } else if (work.isEmpty()) {
            session.work = null;
        }
    }

    void send(Session session, Work work, Id write, @Nullable Payload state, Write.After after) {
        boolean apart = !core.rules.settlesWithState() && !work.cargo.settled().isEmpty();
        Payload given = apart ? null : state;
        // Letters and items go with their state: without it they have not happened.
        Cargo with = given == null ? Cargo.NONE : work.cargo;
        Cargo cargo = apart ? work.cargo.settledOnly() : with;
        Occasion keep = given == null ? null : occasion(session);
        Write only = new Write(
                session.profile, session.fence(), given, apart ? new Write.Keep() : after, cargo.effects(keep));
        work.pending = apart ? state : null;
        if (apart) {
            work.cargo = work.cargo.withoutSettled();
        } else if (given != null) {
            work.cargo = Cargo.NONE;
        }
        resume(
                session,
                work,
                new Work.Flight(Commit.of(write, session.server, only), session.profile, work.sequence, cargo));
        if (after instanceof Write.HandOff handOff && core.rules.grantsUnconfirmed()) {
            CommitReply.Holder taker = new CommitReply.Holder(handOff.server(), handOff.claim());
            core.endings.grant(session, work, taker, session.token + 1, session.version + 1);
        }
    }

    /** Why the state that this session's next commit overwrites is to be kept; null: it is not. */
    @Nullable
    Occasion occasion(Session session) {
        if (!core.settings.keepsHistory()) {
            return null;
        }
        boolean due =
                core.mono() - session.keptAt >= core.settings.historyPace().toNanos();
        return !session.kept ? Occasion.SESSION : due ? Occasion.PACE : null;
    }

    /** A write of the session is stored, and with it perhaps the state before it. */
    void kept(Session session, Write write) {
        if (write.effects().keep() != null) {
            session.kept = true;
            session.keptAt = core.mono();
        }
    }

    /** Sends a commit, perhaps one of an earlier process (L10). */
    void resume(Session session, Work work, Work.Flight flight) {
        work.flight = flight;
        transmit(session, flight);
    }

    private void transmit(Session session, Work.Flight flight) {
        Request.ToCommit request =
                new Request.ToCommit(flight.commit, (asked, outcome) -> replied(session, asked, outcome));
        flight.request = request;
        flight.retry = null;
        core.request(request);
    }

    private void replied(Session session, Request.ToCommit asked, Outcome<CommitReply> outcome) {
        Work work = session.work;
        if (work == null || work.flight == null || work.flight.request != asked) {
            return;
        }
        Work.Flight flight = work.flight;
        flight.request = null;
        switch (outcome) {
            case Outcome.Done<CommitReply> done -> answered(session, work, flight, done.reply());
            case Outcome.NotDone<CommitReply> notDone -> again(session, work, flight);
            case Outcome.Unknown<CommitReply> unknown -> {
                switch (core.rules.withoutReply()) {
                    case UNKNOWN -> again(session, work, flight);
                    case DONE -> applied(session, work, flight, session.token, session.version + 1, null);
                    case REFUSED -> refused(session, work, flight, Rules.Verdict.REFUSED);
                }
            }
        }
    }

    private void again(Session session, Work work, Work.Flight flight) {
        if (work.reclaim == null) {
            flight.retry = core.retry(flight.tries++, () -> transmit(session, flight));
        }
    }

    private void answered(Session session, Work work, Work.Flight flight, CommitReply reply) {
        switch (reply) {
            case CommitReply.Applied applied -> {
                CommitReply.Written written = applied.written().get(flight.at);
                core.mails.notify(applied.notices());
                applied(session, work, flight, written.token(), written.version(), written.holder());
            }
            case CommitReply.Refused refused -> recognise(session, work, flight, refused.heads());
            case CommitReply.Rejected rejected -> rejected(session, work, flight, rejected);
        }
    }

    private void recognise(Session session, Work work, Work.Flight flight, List<@Nullable Head> heads) {
        Head head = heads.get(flight.at);
        boolean unchanged = heads.size() > 1 && Groups.fits(flight.write().fence(), head);
        if (unchanged) {
            // A journalled transaction that another member's record has refused: this session goes on without it.
            work.flight = null;
            work.alternative = false;
            pump(session);
        } else {
            recognise(session, work, flight, head);
        }
    }

    /** S4: what the record says of a commit whose fence it does not fit. */
    void recognise(Session session, Work work, Work.Flight flight, @Nullable Head head) {
        if (work.reclaim != null && head != null && head.token() != session.token && !isDone(flight, head)) {
            return; // The token may have been raised by the re-claim, whose reply settles this commit (L3).
        }
        Rules.Verdict verdict = core.rules.recognise(session.fence(), flight.commit.write(), work.successor, head);
        if (verdict != Rules.Verdict.DONE && core.freezes.adopts(session, work, head)) {
            Work.cancel(flight.retry);
            return;
        }
        if (verdict == Rules.Verdict.DONE && head != null && isIn(head, work.successor)) {
            // An earlier replay came further: the commit that follows this one has released the session (L10).
            work.flight = null;
            work.pending = null;
            work.cargo = Cargo.NONE;
            core.endings.settled(session, work, null, head.token(), head.version(), flight.sequence);
        } else if (verdict == Rules.Verdict.DONE && head != null) {
            long version = head.token() == session.token ? head.version() : session.version + 1;
            applied(session, work, flight, head.token(), version, holderIn(session, flight, head));
        } else {
            refused(session, work, flight, verdict);
        }
    }

    private static boolean isIn(Head head, @Nullable Id write) {
        return write != null && (write.equals(head.write()) || write.equals(head.sealed()));
    }

    private static boolean isDone(Work.Flight flight, Head head) {
        return flight.commit.write().equals(head.sealed());
    }

    /** L5: a retried hand-off is granted with owner and claim as the record has them. */
    private static CommitReply.@Nullable Holder holderIn(Session session, Work.Flight flight, Head head) {
        Id owner = head.owner();
        Id claim = head.claim();
        boolean handed = flight.write().after() instanceof Write.HandOff && head.token() == session.token + 1;
        return handed && owner != null && claim != null ? new CommitReply.Holder(owner, claim) : null;
    }

    void applied(
            Session session,
            Work work,
            Work.Flight flight,
            long token,
            long version,
            CommitReply.@Nullable Holder holder) {
        Work.cancel(flight.retry);
        work.flight = null;
        if (work.alternative) {
            // The transaction is stored: what was before it is no newest state any more.
            work.alternative = false;
            work.pending = null;
            work.cargo = Cargo.NONE;
        }
        if (flight.ends()) {
            core.endings.settled(session, work, holder, token, version, flight.sequence);
            return;
        }
        session.version = version;
        kept(session, flight.write());
        if (!work.replayed && flight.write().payload() != null) {
            core.emit(new Output.Saved(session, flight.sequence));
        }
        core.freezes.applied(session, work);
        pump(session);
    }

    private void refused(Session session, Work work, Work.Flight flight, Rules.Verdict verdict) {
        Work.cancel(flight.retry);
        work.flight = null;
        takeBack(work, flight);
        if (core.rules.lostBy(verdict)) {
            core.losses.lose(session, work, verdict == Rules.Verdict.UNKNOWN);
        } else {
            pump(session);
        }
    }

    /** What the store has not taken is to be written once more, unless there is newer. */
    private static void takeBack(Work work, Work.Flight flight) {
        boolean whole = flight.commit.writes().size() == 1;
        if (work.pending == null && whole) {
            work.pending = flight.write().payload();
        }
        work.cargo = flight.cargo.then(work.cargo);
    }

    /** S10: the fence is as before; an ending is sent again without what the store does not take. */
    private void rejected(Session session, Work work, Work.Flight flight, CommitReply.Rejected rejected) {
        work.flight = null;
        Payload payload = flight.write().payload();
        if (rejected.offence() instanceof Offence.MailboxFull full && payload != null) {
            takeBack(work, flight);
            refuseLetter(session, work, full, rejected.reason());
            return;
        }
        work.cargo = flight.cargo.then(work.cargo);
        if (!work.replayed) {
            core.emit(new Output.SaveRejected(session, flight.sequence, rejected.reason(), rejected.offence()));
        }
        if (payload != null && work.pending == null) {
            work.rejected = new Work.Rejected(payload, rejected.reason());
        }
        if (flight.ends()) {
            work.successor = null;
        }
        pump(session);
    }

    /** The letter goes to the dead letters of its receiver; everything else is as it was to be. */
    private void refuseLetter(Session session, Work work, Offence.MailboxFull full, String reason) {
        work.successor = null;
        for (Letter letter : work.cargo.sent()) {
            if (letter.to().equals(full.to()) && letter.id().equals(full.letter()) && !work.replayed) {
                core.emit(new Output.LetterRefused(session, letter, reason));
            }
        }
        work.cargo = work.cargo.undeliverable(full.to(), full.letter(), reason);
        pump(session);
    }
}
