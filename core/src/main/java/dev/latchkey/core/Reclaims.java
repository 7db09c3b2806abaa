package dev.latchkey.core;

import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Taking back, under a new server id, the sessions of a former one that nobody took (L3). */
final class Reclaims {
    /** More pairs than this are never of use: each is one more registration without an answer. */
    private static final int MAX_PAIRS = 32;

    private final Core core;

    Reclaims(Core core) {
        this.core = core;
    }

    /** The server has a new id: each session of a former one is asked for. */
    void all() {
        for (Session session : core.sessions.all()) {
            boolean replayed = session.work != null && session.work.replayed;
            boolean over = session.phase == Session.Phase.LOST || session.phase == Session.Phase.ENDED;
            if (!core.membership.is(session.server) && !replayed && !over) {
                begin(session);
            }
        }
    }

    private void begin(Session session) {
        Id server = core.membership.server;
        if (server == null) {
            return;
        }
        session.inactive = true;
        Work work = Commits.workOf(session);
        Set<Open.Pair> pairs = new LinkedHashSet<>();
        pairs.add(new Open.Pair(session.server, session.token));
        Work.Reclaim before = work.reclaim;
        if (before != null) {
            Work.cancel(before.retry);
            pairs.addAll(before.pairs);
            // What the unanswered one may have been granted.
            before.pairs.forEach(pair -> pairs.add(new Open.Pair(before.server, pair.token() + 1)));
        }
        if (work.flight != null) {
            Work.cancel(work.flight.retry);
        }
        List<Open.Pair> asked = new ArrayList<>(pairs);
        int first = Math.max(0, asked.size() - MAX_PAIRS);
        work.reclaim = new Work.Reclaim(server, core.freshId(), asked.subList(first, asked.size()));
        send(session, work.reclaim);
    }

    private void send(Session session, Work.Reclaim reclaim) {
        Open open = new Open(session.profile, reclaim.server, reclaim.claim, new Open.Reclaim(reclaim.pairs));
        Request.ToOpen request = new Request.ToOpen(open, (asked, outcome) -> replied(session, asked, outcome));
        reclaim.request = request;
        core.request(request);
    }

    private void replied(Session session, Request.ToOpen asked, Outcome<OpenReply> outcome) {
        Work work = session.work;
        if (work == null || work.reclaim == null || work.reclaim.request != asked) {
            return;
        }
        Work.Reclaim reclaim = work.reclaim;
        reclaim.request = null;
        if (!(outcome instanceof Outcome.Done<OpenReply>(OpenReply reply))) {
            again(session, reclaim);
            return;
        }
        switch (reply) {
            case OpenReply.Granted granted -> granted(session, work, granted);
            case OpenReply.Moved moved -> moved(session, work, moved.head());
            case OpenReply.Held held -> moved(session, work, held.head());
            case OpenReply.ClaimSpent spent -> begin(session);
            case OpenReply.TokenLimit limit -> {
                work.reclaim = null;
                core.losses.lose(session, work, work.flight != null);
            }
            case OpenReply.NotLive notLive -> {
                again(session, reclaim);
                notLive(notLive.reason(), reclaim.server);
            }
        }
    }

    /** What a re-claim was granted has been taken since: its answer, still on its way, is worth nothing. */
    void taken(Session session, Id claim) {
        Work work = session.work;
        if (work != null && work.reclaim != null && work.reclaim.claim.equals(claim) && work.reclaim.request != null) {
            send(session, work.reclaim);
        }
    }

    private void again(Session session, Work.Reclaim reclaim) {
        reclaim.retry = core.retry(reclaim.tries++, () -> send(session, reclaim));
    }

    private void notLive(OpenReply.Reason reason, Id server) {
        switch (reason) {
            case BURIED, MISSING -> core.membership.gone(server);
            case LEASE_OVER -> core.membership.renewNow();
        }
    }

    /** What the re-claim returns settles the commit in flight. */
    private void granted(Session session, Work work, OpenReply.Granted granted) {
        Head head = granted.record().head();
        Work.Reclaim reclaim = work.reclaim;
        Work.Flight flight = work.flight;
        if (reclaim == null) {
            return;
        }
        boolean applied = flight != null && flight.commit.write().equals(head.write());
        boolean unchanged = head.version() == session.version;
        session.server = reclaim.server;
        session.claim = reclaim.claim;
        session.token = head.token();
        session.inactive = session.phase == Session.Phase.LAST || session.phase == Session.Phase.LOST;
        work.reclaim = null;
        core.mails.fetch(session); // What came for the former id is not named to this one (L1).
        if (core.freezes.reclaimed(session, work, head)) {
            // Stored: a transaction's commit, that is this session's newest.
            session.version = head.version();
            core.asks.resume(session);
            return;
        }
        if (flight != null) {
            work.flight = null;
            if (!applied) {
                sendAgain(work, flight);
            }
        }
        if (!applied && !unchanged) {
            core.losses.lose(session, work, true);
        } else if (flight != null && applied) {
            session.version = head.version();
            core.commits.applied(session, work, flight, head.token(), head.version(), null);
        } else {
            core.commits.pump(session);
        }
        core.asks.resume(session);
    }

    /** Under the new token it is another commit: the bytes of one that was sent never change (S4). */
    private static void sendAgain(Work work, Work.Flight flight) {
        Payload payload = flight.write().payload();
        if (work.pending == null && payload != null) {
            work.pending = payload;
            work.sequence = flight.sequence;
        }
        work.cargo = flight.cargo.then(work.cargo);
    }

    /** Somebody has, or had, the session: what is in flight is settled by the record, the rest is lost. */
    private void moved(Session session, Work work, Head head) {
        work.reclaim = null;
        Work.Flight flight = work.flight;
        if (flight != null) {
            core.commits.recognise(session, work, flight, head);
        }
        if (session.phase == Session.Phase.LOST) {
            core.commits.pump(session);
        } else if (session.phase != Session.Phase.ENDED) {
            // Not the work of before: with its commit settled the session may have none any more.
            core.losses.lose(session, Commits.workOf(session), false);
        }
    }
}
