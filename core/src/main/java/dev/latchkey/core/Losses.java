package dev.latchkey.core;

import dev.latchkey.spi.Payload;
import dev.latchkey.spi.RenewReply;
import org.jspecify.annotations.Nullable;

/** Sessions whose token is no longer the record's: nothing of them is thrown away silently (S9). */
final class Losses {
    private final Core core;

    Losses(Core core) {
        this.core = core;
    }

    /** L1: the store says that a session was taken from this server. */
    void taken(RenewReply.Taken taken) {
        Load load = core.loads.of(taken.profile());
        if (load != null) {
            // The grant that was taken again may still be on its way here (L5).
            load.highestToken = Math.max(load.highestToken, taken.token() + 1);
        }
        Session session = core.sessions.of(taken.profile());
        if (session != null) {
            core.reclaims.taken(session, taken.claim());
        }
        if (session != null && session.token == taken.token() && session.claim.equals(taken.claim())) {
            EndReason reason = switch (taken.how()) {
                case STOLEN -> EndReason.STOLEN;
                case ERASED -> EndReason.ERASED;
                case EDITED -> EndReason.EDITED;
            };
            taken(session, reason, taken.by());
        }
    }

    void taken(Session session, EndReason reason, String by) {
        if (session.phase == Session.Phase.LOST || session.phase == Session.Phase.ENDED) {
            return;
        }
        Work work = Commits.workOf(session);
        work.reason = reason;
        work.by = by;
        begin(session, work);
        core.commits.pump(session);
    }

    /** A commit was refused for good, or its outcome cannot be known. */
    void lose(Session session, Work work, boolean maybeApplied) {
        work.maybeApplied |= maybeApplied;
        if (session.phase != Session.Phase.LOST) {
            work.reason = EndReason.LOST;
            begin(session, work);
        }
        core.commits.pump(session);
    }

    private void begin(Session session, Work work) {
        boolean game = session.phase == Session.Phase.OPEN || session.phase == Session.Phase.ENDING;
        session.phase = Session.Phase.LOST;
        session.inactive = true;
        core.steals.lost(session);
        session.readOnly = false;
        Work.cancel(work.due);
        Work.cancel(work.acknowledge);
        work.finalGiven = !game;
        if (game) {
            core.emit(new Output.FinalDue(session));
        }
        core.freezes.lost(session, work);
    }

    void finalState(Session session, long sequence, @Nullable Payload payload, boolean changed, Cargo cargo) {
        Work work = session.work;
        if (work == null || work.finalGiven) {
            return;
        }
        work.finalGiven = true;
        if (changed) {
            work.put(payload, sequence, cargo);
        }
        core.commits.pump(session);
    }

    /** Nothing is in flight any more: the newest state, if it is unsaved, becomes an orphan. */
    void finish(Session session, Work work) {
        if (!work.finalGiven) {
            return;
        }
        EndReason reason = work.reason == null ? EndReason.LOST : work.reason;
        Payload newest = work.unsaved();
        if (newest == null) {
            Fate fate = work.maybeApplied ? Fate.UNKNOWN : Fate.STORED;
            core.sessions.ended(session, reason, fate, 0, work.by);
            return;
        }
        boolean rejected = work.pending == null && work.rejected != null;
        core.orphans.keep(session, newest, "session ended: " + reason, work.maybeApplied && !rejected);
        Fate fate = work.maybeApplied ? Fate.UNKNOWN : Fate.ORPHANED;
        core.sessions.ended(session, reason, fate, newest.size(), work.by);
    }
}
