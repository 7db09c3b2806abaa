package dev.latchkey.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ability of an engine: keeping payloads that lost their session before they were saved (rule S9). */
public interface OrphanShelf {
    /**
     * Keeps them durably; the same orphan kept twice (same {@code write}) is kept once. One whose session an erase has ended
     * (its token is lower than the tombstone's, whatever became of the profile since) is passed over: that is done, too.
     *
     * @return whether all of them are on the shelf; {@code false} where one was passed over
     */
    Outcome<Boolean> keep(List<Orphan> orphans);

    /** Orphans of a profile, or of all for null; newest first, at most {@code limit}. */
    Outcome<List<Shelved>> orphans(@Nullable ProfileId profile, int limit);

    /**
     * An edit that was not stored under its session.
     *
     * @param write id that names it: of the commit that failed, or a fresh one
     * @param fence what its session last saw
     * @param server server that had it
     * @param reason why the session ended, one line
     * @param maybeApplied whether the outcome of its commit is unknown
     */
    record Orphan(
            ProfileId profile,
            Id write,
            Fence fence,
            Id server,
            Payload payload,
            String reason,
            boolean maybeApplied) {}

    /** A kept orphan, with the time at which it was kept by the store's clock. */
    record Shelved(Instant at, Orphan orphan) {}
}
