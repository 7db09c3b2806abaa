package dev.latchkey.internal;

import dev.latchkey.SessionEndedException;
import dev.latchkey.SuspendedException;
import dev.latchkey.core.Session;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The data of one session that this server holds: how it is changed and looked at. {@link Leaving} has how it
 * leaves.
 *
 * <p>Changes run under a lock of their own, in which code of the game may hang; the state is written under the
 * monitor, in which nothing hangs, so that the protocol can always take the last whole state. Kept small: what
 * only a changed or ending profile needs hangs off it. Thread-safe.
 */
final class Held<T> {
    final Profiles<T> store;
    final Session session;
    final Leaving<T> leaving;
    private final ReentrantLock changing = new ReentrantLock();
    /** Null until it is decoded. Written under the monitor. */
    private volatile @Nullable State<T> state;

    /** Written under the monitor. */
    private volatile @Nullable Origin origin;
    /** Waits for the auto-save. Guarded by the monitor. */
    private boolean queued;

    /** Guarded by the monitor. */
    @Nullable
    Unsaved<T> unsaved;

    Held(Profiles<T> store, Session session) {
        this.store = store;
        this.session = session;
        this.leaving = new Leaving<>(this);
    }

    /** It waits for the auto-save from now on; false if it did before. */
    synchronized boolean queued() {
        boolean first = !queued;
        queued = true;
        return first;
    }

    /** It waits no more: a later change is to queue it again. */
    synchronized void unqueued() {
        queued = false;
    }

    ProfileId id() {
        return session.profile();
    }

    /** The data has been decoded: the game's from now on. False where the session has ended meanwhile. */
    synchronized boolean begin(Loaded<T> loaded) {
        if (leaving.isTaken()) {
            return false;
        }
        origin = loaded.origin();
        state = new State<>(loaded.value(), 0, null);
        return true;
    }

    @Nullable
    State<T> state() {
        return state;
    }

    /** For callers that hold a profile, which is only given out decoded. */
    private State<T> known() {
        return Objects.requireNonNull(state);
    }

    T data() {
        return known().value();
    }

    T saved() {
        Payload payload;
        synchronized (this) {
            Unsaved<T> changes = unsaved;
            if (!isMutable()) {
                T value = changes == null ? null : changes.saved;
                return value == null ? data() : value;
            }
            payload = changes == null ? null : changes.savedPayload;
        }
        return store.data().read(id(), payload == null ? encode() : payload).value();
    }

    private boolean isMutable() {
        return store.data().options().mutable();
    }

    private Payload encode() {
        changing.lock();
        try {
            return store.data().write(id(), data(), origin);
        } finally {
            changing.unlock();
        }
    }

    /**
     * The newest state's bytes; null where it is being changed right now or cannot be encoded, or is migrated and
     * not stored so: whoever gets the session may know the old shape only.
     */
    @Nullable
    Payload tryEncode() {
        State<T> newest = known();
        if (newest.payload() != null) {
            return newest.payload();
        }
        if (Origin.isOlder(origin, store.data().shape()) || (isMutable() && !changing.tryLock())) {
            return null;
        }
        try {
            return store.data().write(id(), newest.value(), origin);
        } catch (RuntimeException unencodable) {
            return null; // The grant goes without it; whoever gets the session reads what is stored.
        } finally {
            if (changing.isHeldByCurrentThread()) {
                changing.unlock();
            }
        }
    }

    T change(UnaryOperator<T> change) {
        if (changing.isHeldByCurrentThread()) {
            throw new IllegalStateException("update called inside an update of the same profile profile=" + id());
        }
        while (true) {
            changing.lock();
            try {
                if (isReady()) {
                    return isMutable() ? changeInPlace(change) : replace(change);
                }
            } finally {
                changing.unlock();
            }
            store.server().suspension().await();
        }
    }

    /** Whether a change may go on now; false: wait and look again (L3). */
    private boolean isReady() {
        leaving.checkNotTaken();
        if (store.server().isActive(session)) {
            return true;
        }
        return switch (store.server().options().whileCutOff()) {
            case PLAY_ON -> true;
            case WAIT -> false;
            case SUSPEND ->
                throw new SuspendedException(
                        "session is not active at present profile=" + id()
                                + "; try again when it is resumed, or choose another whileCutOff",
                        null);
        };
    }

    @SuppressWarnings("ReferenceEquality") // the same object is no change; an equal one costs a save and no more
    private T replace(UnaryOperator<T> change) {
        State<T> before = known();
        T value = Objects.requireNonNull(change.apply(before.value()), "an update returned null");
        if (value != before.value()) {
            put(value, store.data().write(id(), value, origin), before.value(), null);
        }
        return value;
    }

    private T changeInPlace(UnaryOperator<T> change) {
        State<T> before = known();
        Payload undo = before.payload() == null ? store.data().write(id(), before.value(), origin) : before.payload();
        boolean done = false;
        try {
            T value = Objects.requireNonNull(change.apply(before.value()), "an update returned null");
            put(value, store.data().write(id(), value, origin), null, undo);
            done = true;
            return value;
        } finally {
            if (!done) { // Whatever was thrown: other languages throw checked exceptions too.
                restore(undo);
            }
        }
    }

    /**
     * @throws SessionEndedException if the final state was taken meanwhile: too late
     */
    private void put(T value, Payload payload, @Nullable T saved, @Nullable Payload savedPayload) {
        synchronized (this) {
            leaving.checkNotTaken();
            if (unsaved == null) {
                unsaved = new Unsaved<>(saved, savedPayload);
            }
            state = new State<>(value, known().sequence() + 1, payload);
        }
        store.server().autoSave().changed(this);
    }

    private void restore(Payload undo) {
        T value = store.data().decode(undo).value();
        synchronized (this) {
            state = new State<>(value, known().sequence(), known().payload());
        }
    }

    /** The newest state is stored: its bytes are needed no more. Under the monitor. */
    void stored() {
        state = new State<>(known().value(), known().sequence(), null);
        origin = Origin.saved(origin, store.data().shape());
        unsaved = null;
    }
}
