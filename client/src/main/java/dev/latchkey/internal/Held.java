package dev.latchkey.internal;

import dev.latchkey.Outbox;
import dev.latchkey.SessionEndedException;
import dev.latchkey.SuspendedException;
import dev.latchkey.UnreadableProfileException;
import dev.latchkey.core.Cargo;
import dev.latchkey.core.Session;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Settlement;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
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
    private static final Logger LOG = System.getLogger(Held.class.getName());

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

    /** Nothing of it was ever stored. Guarded by the monitor. */
    private boolean fresh;

    /** Takes part in this transaction. Written under the monitor and the lock of changes. */
    private volatile @Nullable Id frozen;

    private @Nullable Inbox<T> inbox;

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
    synchronized boolean begin(Loaded<T> loaded, boolean isNew) {
        if (leaving.isTaken()) {
            return false;
        }
        origin = loaded.origin();
        fresh = isNew;
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
        return change((value, outbox) -> change.apply(value), List.of());
    }

    /**
     * @param settled letters whose effect is in the change, or that are given up
     */
    T change(BiFunction<T, Outbox, T> change, List<Settlement> settled) {
        if (changing.isHeldByCurrentThread()) {
            throw new IllegalStateException("update called inside an update of the same profile profile=" + id());
        }
        while (true) {
            changing.lock();
            try {
                if (isReady()) {
                    return isMutable() ? changeInPlace(change, settled) : replace(change, settled);
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
        if (frozen != null) {
            return false;
        }
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
    private T replace(BiFunction<T, Outbox, T> change, List<Settlement> settled) {
        State<T> before = known();
        Collecting outbox = new Collecting(store.server().letters(), id());
        T value = Objects.requireNonNull(change.apply(before.value(), outbox), "an update returned null");
        if (value != before.value() || !settled.isEmpty() || !outbox.isEmpty()) {
            Payload payload = store.data().write(id(), value, origin);
            put(
                    value,
                    payload,
                    before.value(),
                    null,
                    outbox.cargo(settled, itemsOf(before.value()), itemsAfter(value)));
        }
        return value;
    }

    private T changeInPlace(BiFunction<T, Outbox, T> change, List<Settlement> settled) {
        State<T> before = known();
        Set<String> items = itemsOf(before.value());
        Payload undo = before.payload() == null ? store.data().write(id(), before.value(), origin) : before.payload();
        boolean done = false;
        try {
            Collecting outbox = new Collecting(store.server().letters(), id());
            T value = Objects.requireNonNull(change.apply(before.value(), outbox), "an update returned null");
            Payload payload = store.data().write(id(), value, origin);
            put(value, payload, null, undo, outbox.cargo(settled, items, itemsAfter(value)));
            done = true;
            return value;
        } finally {
            if (!done) { // Whatever was thrown: other languages throw checked exceptions too.
                restore(undo);
            }
        }
    }

    /** As far as the store knows of them: what a new player begins with is not stored yet. */
    private Set<String> itemsOf(T value) {
        return fresh ? Set.of() : itemsAfter(value);
    }

    private Set<String> itemsAfter(T value) {
        return store.data().itemsOf(id(), value);
    }

    /**
     * @throws SessionEndedException if the final state was taken meanwhile: too late
     */
    private void put(T value, Payload payload, @Nullable T saved, @Nullable Payload savedPayload, Cargo cargo) {
        synchronized (this) {
            leaving.checkNotTaken();
            if (unsaved == null) {
                unsaved = new Unsaved<>(saved, savedPayload);
            }
            unsaved.load(cargo);
            fresh = false;
            state = new State<>(value, known().sequence() + 1, payload);
        }
        store.server().autoSave().changed(this);
    }

    /** A transaction needs the profile: nothing changes from now on. On a thread of the game's callbacks. */
    void freeze(Id transaction) {
        Payload payload = null;
        changing.lock();
        try {
            frozen = transaction;
            State<T> newest = known();
            payload = newest.payload() == null ? store.data().write(id(), newest.value(), origin) : newest.payload();
        } catch (RuntimeException unencodable) {
            LOG.log(Level.DEBUG, "a frozen profile cannot be encoded profile=" + id(), unencodable);
        } finally {
            changing.unlock();
        }
        leaving.frozen(transaction, payload);
    }

    /** The transaction is over: what it has stored is read, on a thread of the game's callbacks. */
    void thaw(Id transaction, boolean stored, @Nullable Payload payload) {
        if (!stored || payload == null) {
            unfreeze(transaction, stored, null);
            return;
        }
        Loaded<T> loaded;
        try {
            loaded = store.data().read(id(), payload);
        } catch (UnreadableProfileException unreadable) {
            // S8: another server has stored what this one cannot read. It is not to be written over.
            LOG.log(Level.WARNING, "profile is closed, a transaction stored what cannot be read here", unreadable);
            unfreeze(transaction, true, null);
            leaving.discard();
            return;
        }
        unfreeze(transaction, true, loaded);
    }

    private void unfreeze(Id transaction, boolean stored, @Nullable Loaded<T> loaded) {
        List<Saving> reached = List.of();
        synchronized (this) {
            if (stored && transaction.equals(frozen)) {
                State<T> before = known();
                T value = loaded == null ? before.value() : loaded.value();
                reached = leaving.adopted(before.sequence() + 1);
                origin = loaded == null ? Origin.saved(origin, store.data().shape()) : loaded.origin();
                state = new State<>(value, before.sequence() + 1, null);
                fresh = false;
                unsaved = null;
            }
            if (transaction.equals(frozen)) {
                frozen = null;
            }
        }
        store.server().suspension().changed();
        reached.forEach(After::complete);
    }

    /** Letters have come for the game. */
    void mail(List<Delivery> mail) {
        if (!mail.isEmpty()) {
            inbox().add(mail);
        }
    }

    private synchronized Inbox<T> inbox() {
        Inbox<T> known = inbox;
        if (known == null) {
            known = new Inbox<>(this);
            inbox = known;
        }
        return known;
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
