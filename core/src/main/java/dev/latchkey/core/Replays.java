package dev.latchkey.core;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.ProfileId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an earlier process could not store: a retry by S4, session by session (L10). */
final class Replays {
    private final Core core;
    private final Map<ProfileId, Deque<JournalEntry.Unreleased>> waiting = new HashMap<>();
    private int open;
    private boolean begun;
    private int applied;
    private int orphaned;

    Replays(Core core) {
        this.core = core;
    }

    void begin(List<JournalEntry> entries) {
        applied = 0;
        orphaned = 0;
        open += 1;
        begun = true;
        for (JournalEntry entry : entries) {
            switch (entry) {
                case JournalEntry.Unshelved unshelved -> core.orphans.keep(unshelved.orphan());
                case JournalEntry.Unreleased unreleased -> add(unreleased);
            }
        }
        settle();
    }

    private void add(JournalEntry.Unreleased entry) {
        open++;
        if (core.sessions.of(entry.profile()) == null && core.loads.of(entry.profile()) == null) {
            revive(entry);
        } else {
            waiting.computeIfAbsent(entry.profile(), profile -> new ArrayDeque<>())
                    .add(entry);
        }
    }

    /** A session that is only there to be ended. */
    private void revive(JournalEntry.Unreleased entry) {
        Session session = new Session(
                entry.profile(),
                entry.server(),
                entry.fence().sessionClaim(),
                entry.fence().token(),
                entry.fence().version());
        session.phase = Session.Phase.LAST;
        session.inactive = true;
        Work work = Commits.workOf(session);
        work.replayed = true;
        work.finalGiven = true;
        work.reason = EndReason.SHUTDOWN;
        work.pending = entry.payload();
        work.cargo = entry.cargo();
        work.successor = entry.successor();
        core.sessions.add(session);
        if (entry.inFlight() != null) {
            work.alternative = entry.alternative();
            Commit commit = entry.inFlight();
            int at = Groups.indexOf(commit, entry.profile());
            Cargo cargo = Cargo.of(commit.writes().get(at).effects());
            core.commits.resume(session, work, new Work.Flight(commit, entry.profile(), 0, cargo));
        } else {
            core.commits.pump(session);
        }
    }

    void settled(Fate fate) {
        switch (fate) {
            case STORED -> applied++;
            case ORPHANED, UNKNOWN -> orphaned++;
            case JOURNALLED -> {}
        }
        settle();
    }

    /** No session holds the profile any more, neither a game's nor a replayed one. */
    void free(ProfileId profile) {
        Deque<JournalEntry.Unreleased> more = waiting.get(profile);
        JournalEntry.Unreleased next = more == null ? null : more.poll();
        if (next != null) {
            revive(next);
        }
    }

    private void settle() {
        open--;
        announce();
    }

    /** Only when its orphans are kept too can a journal go (S9). */
    void announce() {
        if (begun && open == 0 && core.orphans.isEmpty()) {
            begun = false;
            core.emit(new Output.Replayed(applied, orphaned));
        }
    }

    boolean isEmpty() {
        return !begun;
    }

    /** What has not begun, for the next journal. */
    List<JournalEntry> rest() {
        return waiting.values().stream().<JournalEntry>flatMap(Deque::stream).toList();
    }
}
