package dev.latchkey.core;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.RenewReply;
import org.jspecify.annotations.Nullable;

/** The owner's side of a release request: newest asker wins (L4, L8). */
final class Asks {
    private final Core core;

    Asks(Core core) {
        this.core = core;
    }

    /** A load elsewhere wants a session of this server; heard of by the bus, or by the record if numbered. */
    void asked(ProfileId profile, long token, Id from, Id claim, long number) {
        Session session = core.sessions.of(profile);
        boolean over = session == null || session.phase == Session.Phase.LOST || session.phase == Session.Phase.LAST;
        if (session == null
                || over
                || core.membership.is(from)
                || !core.rules.answersAsk(token, session.token)
                || !core.membership.is(session.server)) {
            return;
        }
        Work work = Commits.workOf(session);
        if (isOvertaken(work, claim, number)) {
            core.send(from, new Message.Overtaken(profile, claim));
            return;
        }
        work.heard = Math.max(work.heard, number);
        Work.Asker before = work.asker;
        if (before != null && !before.claim().equals(claim)) {
            work.overtaken.add(before.claim());
            core.send(before.server(), new Message.Overtaken(profile, before.claim()));
        }
        work.asker = new Work.Asker(from, claim);
        acknowledge(session, work);
        core.endings.announce(session, EndReason.HANDED_OFF, core.settings.notice());
    }

    /** A known earlier one; or one whose number is lower than one already heard. */
    private static boolean isOvertaken(Work work, Id claim, long number) {
        boolean current = work.asker != null && work.asker.claim().equals(claim);
        return !current && (work.overtaken.contains(claim) || (number > 0 && number <= work.heard));
    }

    /** Soon; the grant itself says as much if it is sooner. A repeated request at once. */
    private void acknowledge(Session session, Work work) {
        if (work.acknowledged) {
            sendAcknowledgement(session, work);
        } else if (work.acknowledge == null || !work.acknowledge.pending()) {
            work.acknowledge = core.in(core.settings.ackWithin(), () -> sendAcknowledgement(session, work));
        }
    }

    private void sendAcknowledgement(Session session, Work work) {
        Work.Asker asker = work.asker;
        if (asker != null) {
            work.acknowledged = true;
            long within = work.due == null ? 0 : Math.max(0, work.due.at - core.mono());
            core.send(asker.server(), new Message.Heard(session.profile, asker.claim(), within));
        }
    }

    /** A session that could not end then can now. */
    void resume(Session session) {
        if (session.work != null && session.work.asker != null) {
            core.endings.announce(session, EndReason.HANDED_OFF, core.settings.notice());
        }
    }

    /** The load has ended: the session stays, or is released (never handed to nobody's load). */
    void withdrawn(Message.Withdrawn withdrawn) {
        Session session = core.sessions.of(withdrawn.profile());
        Work work = session == null ? null : session.work;
        if (work != null && work.asker != null && work.asker.claim().equals(withdrawn.claim())) {
            work.asker = null;
            Work.cancel(work.acknowledge);
        }
    }

    /** L1, L8: what the bus may have lost; ours if held, left alone if waited for, else a stray. */
    void wanted(RenewReply.WantedSession wanted) {
        Session session = core.sessions.of(wanted.profile());
        boolean held = session != null && session.claim.equals(wanted.claim());
        if (held) {
            asked(
                    wanted.profile(),
                    wanted.token(),
                    wanted.wanted().server(),
                    wanted.wanted().claim(),
                    wanted.wanted().ask());
        } else if (core.loads.awaits(wanted.profile(), wanted.claim()) && core.rules.sparesAwaited()) {
            core.loads.look(wanted.profile());
        } else if (core.transactions.borrows(wanted.profile(), wanted.claim())) {
            return; // A transaction of this server has it, and gives it back at once.
        } else if (core.rules.freesStrays() && !isReclaiming(session)) {
            Id server = core.membership.server;
            if (server != null) {
                core.strays.free(wanted.profile(), server, wanted.claim(), wanted.token());
            }
        }
    }

    private static boolean isReclaiming(@Nullable Session session) {
        return session != null && session.work != null && session.work.reclaim != null;
    }
}
