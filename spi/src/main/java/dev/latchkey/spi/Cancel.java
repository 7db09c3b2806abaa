package dev.latchkey.spi;

import org.jspecify.annotations.Nullable;

/**
 * Ends a claim that nobody waits for any more (rules L5, L8, L9): it becomes spent, is no longer wanted,
 * and if it owns the session, the session is released without a change of the data. Doing it twice is
 * doing it once.
 *
 * @param server the owner that the claim would have; another owner's session is never touched
 * @param token release only while the record has this token; null for any
 * @param write id of the release, if there is one
 */
public record Cancel(
        ProfileId profile, Id server, Id claim, @Nullable Long token, Id write) {
    /**
     * Answers {@link Cancel}.
     *
     * @param released whether the claim owned the session until now
     * @param head the record afterwards
     */
    public record Cancelled(boolean released, Head head) {}
}
