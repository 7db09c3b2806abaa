package dev.latchkey.core;

import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import org.jspecify.annotations.Nullable;

/** One profile of a {@link Transaction}, on this server, on another, or on none (S7). */
final class Member {
    final ProfileId profile;
    /** Frozen, and its state is here. */
    boolean held;
    /** On this server: its session. */
    @Nullable
    Session session;
    /** On another server: that one, and the token of its session. */
    @Nullable
    Owner owner;
    /** Nobody's: the claim under which it was opened for this transaction. */
    @Nullable
    Id claim;

    @Nullable
    Id server;

    Request.@Nullable ToOpen open;
    Request.@Nullable ToRead read;

    @Nullable
    Fence fence;

    @Nullable
    Payload payload;

    int tries;
    Timers.@Nullable Timer again;

    Member(ProfileId profile) {
        this.profile = profile;
    }

    /** Opened for this transaction only, and given back with it. */
    boolean isBorrowed() {
        return held && session == null && owner == null;
    }

    /** It has to be looked for anew. */
    void lose() {
        held = false;
        session = null;
        owner = null;
        fence = null;
        payload = null;
        open = null;
        read = null;
        Work.cancel(again);
    }

    void describe(StringBuilder text) {
        text.append('(')
                .append(profile)
                .append(held)
                .append(session != null)
                .append(owner)
                .append(claim);
        text.append(server)
                .append(open != null)
                .append(read != null)
                .append(fence)
                .append(tries);
        text.append(Timers.isSet(again)).append(')');
    }
}
