package dev.latchkey.core;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One server's side of the protocol: a state machine without clock, thread, I/O or randomness. Whoever runs it
 * feeds inputs, one at a time, and carries out the outputs of each step.
 *
 * <p>Not thread-safe, but for {@link #isActive}.
 */
public final class Node {
    private final Core core;

    /**
     * @param ids draws ids that are never used twice
     */
    public Node(Settings settings, Rules rules, Supplier<Id> ids) {
        core = new Core(settings, rules, ids);
    }

    /**
     * Takes one input. What was due before {@code now} happens first.
     *
     * @param out is given the outputs, in order; called within this call only
     */
    public void step(Now now, Input input, Consumer<Output> out) {
        core.step(now, input, out);
    }

    /** Monotonic time at which {@link Input.Tick} is due, {@link Long#MAX_VALUE} for never. */
    public long nextDeadline() {
        return core.shutdown.isOver() ? Long.MAX_VALUE : core.timers.next();
    }

    /**
     * Whether a session may be used: its server owns it and the server's lease surely holds (L3). At most one
     * server says so of a profile at any time. Thread-safe.
     */
    public boolean isActive(Session session, Now now) {
        return core.membership.isActive(session, now);
    }

    /** The server's id at present; null before {@link Input.Start}. */
    public @Nullable Id server() {
        return core.membership.server;
    }

    /** The session of a profile on this server, null for none. */
    public @Nullable Session session(ProfileId profile) {
        return core.sessions.of(profile);
    }

    /** Whether nothing is waited for but time: no load, no save, no end of a session, no stray. */
    public boolean idle() {
        return core.idle();
    }

    /**
     * Everything that decides what the node will do; for exploration. Each moment that may come is told by its distance
     * from {@code now}, after an {@code @}; the beat of the node's own row after a {@code #}.
     */
    public String describe(Now now) {
        return core.describe(now);
    }
}
