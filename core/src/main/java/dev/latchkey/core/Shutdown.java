package dev.latchkey.core;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The drain: all sessions end, the lease is given back, the rest goes to the journal (L10). */
final class Shutdown {
    private final Core core;
    private boolean begun;
    private boolean over;
    private Request.@Nullable ToBury burial;
    private int tries;
    private Duration notice = Duration.ZERO;

    Shutdown(Core core) {
        this.core = core;
    }

    boolean hasBegun() {
        return begun;
    }

    boolean isOver() {
        return over;
    }

    void begin(long withinNanos) {
        if (begun) {
            return;
        }
        begun = true;
        core.loads.abandonAll(new LoadFailure.ShuttingDown());
        notice = Duration.ofNanos(Math.min(core.settings.notice().toNanos(), withinNanos / 2));
        core.sessions.all().forEach(this::resume);
        core.timers.at(core.mono() + withinNanos, this::stop);
    }

    /** Ends a session, now that it can end. */
    void resume(Session session) {
        if (begun && !over) {
            core.endings.announce(session, EndReason.SHUTDOWN, notice);
        }
    }

    /** Once nothing is left to do, the server buries itself: giving back the lease is burial (L2). */
    void proceed() {
        boolean drained = begun
                && !over
                && burial == null
                && core.sessions.isEmpty()
                && core.loads.isEmpty()
                && core.strays.isEmpty()
                && core.orphans.isEmpty()
                && core.posts.isEmpty()
                && core.transactions.isEmpty()
                && core.replays.isEmpty();
        Id server = core.membership.server;
        if (!drained) {
            return;
        }
        if (server == null) {
            stop();
            return;
        }
        core.membership.stop();
        Burial own = new Burial(server, server, 0, Duration.ZERO, Burial.Cause.GIVEN_BACK);
        burial = new Request.ToBury(own, (asked, outcome) -> {
            if (outcome instanceof Outcome.Done<Burial.Reply>) {
                stop();
            } else {
                core.retry(tries++, () -> burial = null);
            }
        });
        core.request(burial);
    }

    /** The end: what is not stored is for the journal. */
    private void stop() {
        if (over) {
            return;
        }
        over = true;
        List<JournalEntry> journal = new ArrayList<>();
        for (Session session : core.sessions.all()) {
            journal.add(entry(session));
            Work work = session.work;
            if (work == null || !work.replayed) {
                EndReason reason = work == null || work.reason == null ? EndReason.SHUTDOWN : work.reason;
                session.inactive = true;
                session.phase = Session.Phase.ENDED;
                core.emit(new Output.Ended(session, reason, Fate.JOURNALLED, 0, ""));
            }
        }
        journal.addAll(core.replays.rest());
        core.orphans.waiting().forEach(orphan -> journal.add(new JournalEntry.Unshelved(orphan)));
        core.transactions.stop();
        core.posts.endAll();
        core.membership.stop();
        core.emit(new Output.Stopped(journal));
    }

    private JournalEntry entry(Session session) {
        Work work = Commits.workOf(session);
        Work.Flight flight = work.flight;
        Commit transaction = core.transactions.committing(session);
        boolean alternative = transaction != null || work.alternative;
        Commit inFlight = flight == null ? transaction : flight.commit;
        return new JournalEntry.Unreleased(
                session.profile,
                session.server,
                session.fence(),
                inFlight,
                work.successor == null ? core.freshId() : work.successor,
                work.unsaved(),
                work.cargo,
                alternative);
    }

    @Override
    public String toString() {
        return (begun ? "begun" : "") + (over ? "over" : "") + (burial != null ? "?" : "");
    }
}
