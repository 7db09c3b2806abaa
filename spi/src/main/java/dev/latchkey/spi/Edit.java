package dev.latchkey.spi;

import org.jspecify.annotations.Nullable;

/**
 * Changes a profile without a session: erase, restore, edit in the store (rule S5). Raises token and
 * version; on a live owner it is a steal, told to that owner by {@link RenewReply.Taken}.
 *
 * @param write id of this edit
 * @param token applies only while the record has this token
 * @param version applies only while the record has this version
 * @param payload the new data; null erases
 * @param by display name of who edits, for the audit
 */
public record Edit(
        ProfileId profile,
        Id write,
        long token,
        long version,
        @Nullable Payload payload,
        String by) {
    /**
     * Answers {@link Edit}.
     *
     * @param applied whether the record was as expected
     * @param head the record afterwards, {@link Head#EMPTY} where there is none
     */
    public record Edited(boolean applied, Head head) {}
}
