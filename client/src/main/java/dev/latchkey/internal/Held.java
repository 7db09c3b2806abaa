package dev.latchkey.internal;

import dev.latchkey.InvalidProfileException;
import dev.latchkey.Outbox;
import dev.latchkey.SessionEndedException;
import dev.latchkey.SuspendedException;
import dev.latchkey.core.Cargo;
import dev.latchkey.core.Session;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Settlement;
import java.util.List;
import java.util.Map;
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

    /** As the store has them or will have with what is unsaved; null: unknown. Guarded by the monitor. */
    private @Nullable Map<String, String> tags;

    /** Null until a transaction wants it. Written under the monitor. */
    private volatile @Nullable Freezing<T> freezing;

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
        notifyAll();
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
    Ride tryEncode() {
        State<T> newest;
        Payload known;
        synchronized (this) {
            newest = known();
            known = newest.payload() == null ? adopted() : newest.payload();
        }
        if (known != null) {
            return new Ride(newest.sequence(), known);
        }
        if (Origin.isOlder(origin, store.data().shape()) || (isMutable() && !changing.tryLock())) {
            return null;
        }
        try {
            return new Ride(newest.sequence(), store.data().write(id(), newest.value(), origin));
        } catch (RuntimeException unencodable) {
            return null; // The grant goes without it; whoever gets the session reads what is stored.
        } finally {
            if (changing.isHeldByCurrentThread()) {
                changing.unlock();
            }
        }
    }

    /** What a transaction has stored and nobody has read yet. Under the monitor. */
    @Nullable
    Payload adopted() {
        return freezing == null ? null : freezing.adopted();
    }

    T change(UnaryOperator<T> change) {
        return change((value, outbox) -> change.apply(value), List.of());
    }

    /**
     * @param settled letters whose effect is in the change, or that are given up
     */
    T change(BiFunction<T, Outbox, T> change, List<Settlement> settled) {
        Set<ProfileId> self = Set.of(id());
        Inside inside = store.server().inside;
        inside.check("update", self);
        while (true) {
            changing.lock();
            try {
                if (isReady()) {
                    inside.enter("an update", self);
                    try {
                        return isMutable() ? changeInPlace(change, settled) : replace(change, settled);
                    } finally {
                        inside.leave();
                    }
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
        Freezing<T> known = freezing;
        boolean free = known == null || !known.isFrozen();
        if (store.server().isActive(session)) {
            return free;
        }
        return switch (store.server().options().whileCutOff()) {
            case PLAY_ON -> free;
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
     * @throws InvalidProfileException if its tags are out of bounds
     * @throws SessionEndedException if the final state was taken meanwhile: too late
     */
    private void put(T value, Payload payload, @Nullable T saved, @Nullable Payload savedPayload, Cargo cargo) {
        Map<String, String> tagged = store.data().tagsOf(id(), value);
        synchronized (this) {
            leaving.checkNotTaken();
            if (unsaved == null) {
                unsaved = new Unsaved<>(saved, savedPayload);
            }
            unsaved.load(tagged == null || tagged.equals(tags) ? cargo : cargo.with(tagged));
            tags = tagged;
            fresh = false;
            state = new State<>(value, known().sequence() + 1, payload);
        }
        store.server().autoSave().changed(this);
    }

    /** How it takes part in transactions. */
    synchronized Freezing<T> freezing() {
        Freezing<T> known = freezing;
        if (known == null) {
            known = new Freezing<>(this, changing);
            freezing = known;
        }
        return known;
    }

    /** Whoever has it sees what a transaction has stored. */
    void readAdopted() {
        Freezing<T> known = freezing;
        if (known != null) {
            known.read();
        }
    }

    /** Waits until the data is decoded; false where the session ends without. */
    synchronized boolean awaitData() {
        while (state == null && !leaving.isTaken()) {
            try {
                wait();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return state != null;
    }

    /**
     * The newest state's bytes, for others to see: what a new player begins with counts as changed then, if there are
     * items in it. Under the lock of changes.
     */
    Payload newestBytes() {
        State<T> newest = known();
        Payload payload =
                newest.payload() == null ? store.data().write(id(), newest.value(), origin) : newest.payload();
        Set<String> items = fresh ? itemsAfter(newest.value()) : Set.of();
        if (!items.isEmpty()) {
            T value = newest.value();
            Cargo cargo = new Cargo(List.of(), List.of(), List.copyOf(items), List.of());
            put(value, payload, isMutable() ? null : value, isMutable() ? payload : null, cargo);
        }
        return payload;
    }

    /** A transaction is stored, and all that was here before with it. Under the monitor. */
    List<Saving> adopt() {
        State<T> before = known();
        List<Saving> reached = leaving.adopted(before.sequence() + 1);
        state = new State<>(before.value(), before.sequence() + 1, null);
        origin = Origin.saved(origin, store.data().shape());
        fresh = false;
        tags = null;
        unsaved = null;
        return reached;
    }

    /** What it has stored has been read. Under the monitor. */
    void adopt(Loaded<T> loaded) {
        origin = loaded.origin();
        state = new State<>(loaded.value(), known().sequence(), null);
    }

    /** Letters have come for the game, which gets them once it has the data. On the core's thread, in their order. */
    void mail(List<Delivery> mail) {
        if (!mail.isEmpty() && !leaving.isTaken()) {
            inbox().add(mail);
        }
    }

    /** The game has the data. */
    void startMail() {
        Inbox<T> known;
        synchronized (this) {
            known = inbox;
        }
        if (known != null) {
            known.start();
        }
    }

    /** The session is over. Under the monitor. */
    void endMail() {
        if (inbox != null) {
            inbox.end();
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
