package dev.latchkey.core;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import org.jspecify.annotations.Nullable;

/**
 * One call that wants a profile's session. Made by whoever runs the node, then the node's alone.
 *
 * <p>Not thread-safe, but for what is final.
 */
public final class Load {
    /** What it is waiting for. */
    enum Phase {
        /** An own session of the profile that is still being closed, or the server's registration. */
        QUEUED,
        /** The store's answer. */
        OPENING,
        /** The owner, or the time of the next look. */
        WAITING,
        /** Nothing. */
        OVER
    }

    final ProfileId profile;
    final Conflict conflict;
    final long patienceNanos;
    private final @Nullable Object attachment;

    Phase phase = Phase.QUEUED;
    /** Server under which {@link #claim} was made; another than the node's means a former one. */
    @Nullable
    Id server;

    @Nullable
    Id claim;
    /** Whether the claim was ever sent. */
    boolean sent;

    Request.@Nullable ToOpen request;
    /** The next open re-claims this token from ourselves (L8); 0: not. */
    long stray;

    boolean stealing;
    /** Whether a steal was ever sent: a grant may then be its fruit (L7). */
    boolean stole;
    /** Whom it would steal from, or has stolen from. */
    @Nullable
    Owner victim;

    boolean recording;
    long number;
    long highestToken;

    @Nullable
    Owner owner;

    int asked;
    boolean acknowledged;
    int tries;
    Timers.@Nullable Timer patience;
    Timers.@Nullable Timer nextAsk;
    Timers.@Nullable Timer nextLook;
    Timers.@Nullable Timer noAnswer;
    /** The game's load that came while this one, a parked one, was on its way. */
    @Nullable
    Load follower;
    /** Not the game's: brings in a session that was transferred here. */
    final boolean parked;

    /**
     * @param patienceNanos how long it waits for a live owner, > 0
     * @param attachment whatever the caller wants to find again in outputs
     */
    public Load(ProfileId profile, Conflict conflict, long patienceNanos, @Nullable Object attachment) {
        this(profile, conflict, patienceNanos, attachment, false);
    }

    Load(ProfileId profile, Conflict conflict, long patienceNanos, @Nullable Object attachment, boolean parked) {
        this.profile = profile;
        this.conflict = conflict;
        this.patienceNanos = patienceNanos;
        this.attachment = attachment;
        this.parked = parked;
    }

    /** The profile that is wanted. */
    public ProfileId profile() {
        return profile;
    }

    /** What the caller attached. */
    public @Nullable Object attachment() {
        return attachment;
    }

    @Override
    public String toString() {
        return "Load[" + profile + "]";
    }
}
