package dev.latchkey.core;

import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.Write;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How sessions end in good order: notice to the game, final state, one write that saves and gives up (S3, L4, L5). */
final class Endings {
    private final Core core;

    Endings(Core core) {
        this.core = core;
    }

    /** Tells the game that the session ends, and when. */
    void announce(Session session, EndReason reason, Duration notice) {
        if (session.readOnly || (session.phase != Session.Phase.OPEN && session.phase != Session.Phase.PARKED)) {
            return;
        }
        Work work = Commits.workOf(session);
        if (work.reason == null) {
            work.reason = reason;
        }
        if (session.phase == Session.Phase.PARKED) {
            last(session, work);
            return;
        }
        session.phase = Session.Phase.ENDING;
        long deadline = core.mono() + notice.toNanos();
        work.due = core.timers.at(deadline, () -> due(session));
        Id to = work.asker == null ? null : work.asker.server();
        core.emit(new Output.Ending(session, reason, deadline, to));
        core.freezes.settleNow(session, work);
    }

    private void due(Session session) {
        if (session.phase == Session.Phase.ENDING) {
            core.emit(new Output.FinalDue(session));
        }
    }

    /** The game's answer to a notice. */
    void finalState(Session session, long sequence, @Nullable Payload payload, boolean changed, Cargo cargo) {
        switch (session.phase) {
            case ENDING -> {
                Work work = Commits.workOf(session);
                take(work, sequence, payload, changed, cargo);
                last(session, work);
            }
            case LOST -> core.losses.finalState(session, sequence, payload, changed, cargo);
            case PARKED, OPEN, LAST, ENDED -> {}
        }
    }

    void close(Session session, long sequence, @Nullable Payload payload, boolean changed, Cargo cargo) {
        if (session.phase != Session.Phase.OPEN) {
            finalState(session, sequence, payload, changed, cargo);
            return;
        }
        Work work = Commits.workOf(session);
        if (work.reason == null) {
            work.reason = EndReason.CLOSED;
        }
        take(work, sequence, payload, changed, cargo);
        last(session, work);
    }

    /** Planned transfer: the owner chooses the claim, and the load that comes to the other server finds it. */
    void transfer(Input.Transfer asked) {
        Session session = asked.session();
        if (session.phase == Session.Phase.OPEN) {
            Work work = Commits.workOf(session);
            work.reason = EndReason.TRANSFERRED;
            work.target = new Work.Asker(asked.to(), core.freshId());
        }
        close(session, asked.sequence(), asked.payload(), asked.changed(), asked.cargo());
    }

    private static void take(Work work, long sequence, @Nullable Payload payload, boolean changed, Cargo cargo) {
        if (changed) {
            work.put(payload, sequence, cargo);
        }
        work.ride = payload;
        work.finalGiven = true;
    }

    private void last(Session session, Work work) {
        session.phase = Session.Phase.LAST;
        session.inactive = !core.rules.activeWhileEnding();
        Work.cancel(work.due);
        core.freezes.settleNow(session, work);
        core.commits.pump(session);
    }

    /** S3: to whom the ending commit gives the session. */
    Write.After after(Work work) {
        Work.Asker taker = work.asker != null ? work.asker : work.target;
        return taker == null ? new Write.Release() : new Write.HandOff(taker.server(), taker.claim(), work.heard);
    }

    /** The ending commit is in the store. */
    void settled(
            Session session, Work work, CommitReply.@Nullable Holder holder, long token, long version, long sequence) {
        Payload left = unsaved(work);
        if (!work.replayed && left == null) {
            core.emit(new Output.Saved(session, sequence));
        }
        if (holder != null && !core.rules.grantsUnconfirmed()) {
            grant(session, work, holder, token, version);
        }
        if (work.asker != null && holder != null && !holder.claim().equals(work.asker.claim())) {
            core.send(work.asker.server(), new Message.Overtaken(session.profile, work.asker.claim()));
        }
        EndReason reason = work.reason == null ? EndReason.CLOSED : work.reason;
        if (left == null) {
            core.sessions.ended(session, reason, Fate.STORED, 0, "");
            return;
        }
        String why =
                work.rejected == null ? "session ended: " + reason : "rejected by the store: " + work.rejected.reason();
        core.orphans.keep(session, left, why, false);
        core.sessions.ended(session, reason, Fate.ORPHANED, left.size(), "");
    }

    /** S10: what the store did not take; in a replay also what came after the commit that had ended the session. */
    private static @Nullable Payload unsaved(Work work) {
        return work.replayed || work.rejected != null ? work.unsaved() : null;
    }

    /** L5: the grant brings the data, where it fits. */
    void grant(Session session, Work work, CommitReply.Holder holder, long token, long version) {
        // What the store did not take is nobody's to play with.
        Payload payload = work.rejected == null ? work.ride : null;
        boolean fits = payload != null && payload.size() <= core.settings.grantBytes();
        boolean planned = work.target != null && work.target.claim().equals(holder.claim());
        core.send(
                holder.server(),
                new Message.Grant(
                        session.profile,
                        holder.server(),
                        holder.claim(),
                        token,
                        version,
                        fits ? new Message.Data(payload) : null,
                        planned));
    }
}
