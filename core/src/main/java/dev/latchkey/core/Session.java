package dev.latchkey.core;

import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import org.jspecify.annotations.Nullable;

/**
 * The right of this server to write one profile. The node's alone, but for what says otherwise.
 *
 * <p>Kept small: a server has a hundred thousand of these, nearly all of them idle. What only a busy or ending
 * session needs hangs off it.
 */
public final class Session {
    /** Where it stands. */
    enum Phase {
        /** Transferred here; no game has it yet. */
        PARKED,
        /** The game's. */
        OPEN,
        /** The game has been told that it ends, and has not given its final state yet. */
        ENDING,
        /** The final state is here; the commit that ends it is to be settled. */
        LAST,
        /** Its token is no longer the record's; what is in flight is to be settled, the newest state to be kept. */
        LOST,
        /** Over. */
        ENDED
    }

    final ProfileId profile;
    private volatile @Nullable Object attachment;
    /** Server that the record names as owner. */
    Id server;

    Id claim;
    long token;
    long version;
    Phase phase = Phase.OPEN;
    /** Stolen, and the old owner may still be active (L7). Read by any thread. */
    volatile boolean readOnly;
    /** Whether it ends, has ended, or is being re-claimed; then it is not active. Read by any thread. */
    volatile boolean inactive;

    /** Whether a state was kept in the history under this session, and when by the monotonic clock. */
    boolean kept;

    long keptAt;
    /** Number of the newest letter that the game was told of. */
    long mailUpTo;

    Request.@Nullable ToFetch mailRequest;
    boolean mailAgain;

    @Nullable
    Work work;

    Session(ProfileId profile, Id server, Id claim, long token, long version) {
        this.profile = profile;
        this.server = server;
        this.claim = claim;
        this.token = token;
        this.version = version;
    }

    Fence fence() {
        return new Fence(token, claim, version);
    }

    /** The profile. */
    public ProfileId profile() {
        return profile;
    }

    /** Its fencing token. For the thread that runs the node. */
    public long token() {
        return token;
    }

    /** Version of the last commit that is known to be stored. For the thread that runs the node. */
    public long version() {
        return version;
    }

    /** The claim that was granted it. For the thread that runs the node. */
    public Id claim() {
        return claim;
    }

    /** What the caller attached. Thread-safe. */
    public @Nullable Object attachment() {
        return attachment;
    }

    /** Attaches whatever the caller wants to find again. Thread-safe. */
    public void attach(Object attachment) {
        this.attachment = attachment;
    }

    @Override
    public String toString() {
        return "Session[" + profile + ", token " + token + ", version " + version + ", " + phase + "]";
    }
}
