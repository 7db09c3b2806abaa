package dev.latchkey.internal;

import dev.latchkey.core.Cargo;
import dev.latchkey.spi.Payload;
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

    /** What the core is to have now; it is handed over once. */
    Cargo unload() {
        Cargo all = cargo;
        cargo = Cargo.NONE;
        return all;
    }

    void await(Saving waiter) {
        waiters.add(waiter);
    }

    boolean awaited() {
        return !waiters.isEmpty();
    }

    /** Those who wait for a state up to this one; they wait no more. */
    List<Saving> upTo(long sequence) {
        List<Saving> reached = new ArrayList<>();
        List<Saving> others = new ArrayList<>(0);
        for (Saving waiter : waiters) {
            (waiter.sequence <= sequence ? reached : others).add(waiter);
        }
        waiters = others;
        return reached;
    }
}
