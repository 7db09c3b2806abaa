package dev.latchkey.internal;

import dev.latchkey.core.Cargo;
import dev.latchkey.spi.Payload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a profile needs only while it has changes that are not stored. Guarded by the profile's monitor.
 */
final class Unsaved<T> {
    /** The value that is durable; for mutable values null. */
    @Nullable
    T saved;
    /** For mutable values: the payload that is durable, null where there is none. */
    @Nullable
    Payload savedPayload;
    /** Handed to the core and not answered; null for none. */
    @Nullable
    State<T> sent;

    /** Save again when that is answered. */
    boolean again;

    /** What goes with the newest state and is not handed to the core yet. */
    private Cargo cargo = Cargo.NONE;
    /** What is on its way to the core, in this order; it may stop before that comes. */
    private final ArrayDeque<Cargo> underway = new ArrayDeque<>(1);

    private List<Saving> waiters = new ArrayList<>(0);

    Unsaved(@Nullable T saved, @Nullable Payload savedPayload) {
        this.saved = saved;
        this.savedPayload = savedPayload;
    }

    /** This state is durable, and a newer one is not. */
    void durable(State<T> state) {
        if (saved != null) {
            saved = state.value();
        } else {
            savedPayload = state.payload();
        }
    }

    void load(Cargo more) {
        cargo = cargo.then(more);
    }

    /** What the core is to have now; it is handed over once. Until {@link #arrived} it may come back. */
    Cargo unload() {
        Cargo all = cargo;
        cargo = Cargo.NONE;
        if (!all.isNone()) {
            underway.add(all);
        }
        return all;
    }

    /** The core has taken the next that was on its way. */
    void arrived() {
        underway.poll();
    }

    /** What the core has not got. */
    Cargo notArrived() {
        Cargo all = Cargo.NONE;
        for (Cargo each : underway) {
            all = all.then(each);
        }
        return all.then(cargo);
    }

    void await(Saving waiter) {
        waiters.add(waiter);
    }

    boolean awaited() {
        return !waiters.isEmpty();
    }

    /** Those who wait for a state up to this one; they wait no more. */
    List<Saving> upTo(long sequence) {
        if (waiters.isEmpty() || waiters.getLast().sequence <= sequence) {
            List<Saving> all = waiters;
            waiters = new ArrayList<>(0);
            return all; // They come in the order of their states, and mostly all wait for this one.
        }
        List<Saving> reached = new ArrayList<>();
        List<Saving> others = new ArrayList<>(0);
        for (Saving waiter : waiters) {
            (waiter.sequence <= sequence ? reached : others).add(waiter);
        }
        waiters = others;
        return reached;
    }
}
