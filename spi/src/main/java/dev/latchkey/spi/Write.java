package dev.latchkey.spi;

import org.jspecify.annotations.Nullable;

/**
 * One profile's part of a {@link Commit}.
 *
 * @param fence applies only where the record shows exactly this
 * @param payload the new data, null to leave it as it is
 * @param after what becomes of the session in the same step (rule S3)
 * @param effects what it does beside its record in the same step (rule S6)
 */
public record Write(
        ProfileId profile, Fence fence, @Nullable Payload payload, After after, Effects effects) {
    /** A write that does nothing beside its record. */
    public Write(ProfileId profile, Fence fence, @Nullable Payload payload, After after) {
        this(profile, fence, payload, after, Effects.NONE);
    }

    /** What becomes of the session. */
    public sealed interface After {}

    /** It stays the caller's. */
    public record Keep() implements After {}

    /** It ends; nobody owns the profile. */
    public record Release() implements After {}

    /**
     * It goes to another server, with a raised token. Where the record's {@link Head#wanted()} has a
     * higher number than {@code heard}, it goes to that load instead; where the one chosen is not live or
     * its claim is spent, it goes to nobody.
     *
     * @param server the asker
     * @param claim the asker's claim
     * @param heard the highest ask number that the owner has heard of, 0 for none
     */
    public record HandOff(Id server, Id claim, long heard) implements After {}
}
