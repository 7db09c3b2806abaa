package dev.latchkey.internal;

import dev.latchkey.UnreadableProfileException;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How one profile is stopped for transactions, and goes on (S7). What the core says is taken down in its order, under the
 * monitor of the {@link Held}; code of the game runs later, under the lock of changes: an update that is running ends
 * first, and what a transaction has stored is read before anything else is done with it. Thread-safe.
 */
final class Freezing<T> {
    private static final Logger LOG = System.getLogger(Freezing.class.getName());

    private final Held<T> held;
    private final ReentrantLock changing;
    /** The transaction that the core wants it stopped for; null for none. */
    private @Nullable Id wanted;
    /** The transaction that it is stopped for. Written under the monitor. */
    private volatile @Nullable Id frozen;
    /** What that transaction has stored, until it is read. */
    private @Nullable Payload adopted;
    /** The game's, called when a transaction has changed the data. Guarded by the monitor. */
    private final List<Runnable> onChanged = new ArrayList<>(0);

    Freezing(Held<T> held, ReentrantLock changing) {
        this.held = held;
        this.changing = changing;
    }

    /** Whether changes are to wait. */
    boolean isFrozen() {
        return frozen != null;
    }

    /** What a transaction has stored and nobody has read yet, null for nothing. Under the monitor. */
    @Nullable
    Payload adopted() {
        return adopted;
    }

    /** The game wants to hear of what transactions have changed. */
    void onChanged(Runnable callback) {
        synchronized (held) {
            Callbacks.bound(onChanged.size());
            onChanged.add(callback);
        }
    }

    /** The core wants it stopped. On the core's thread. */
    void begin(Id transaction) {
        synchronized (held) {
            wanted = transaction;
        }
        server().host().runCallback(() -> stop(transaction));
    }

    private void stop(Id transaction) {
        if (!held.awaitData()) {
            return; // It ends, which settles the freeze.
        }
        read();
        changing.lock();
        try {
            freeze(transaction);
        } finally {
            changing.unlock();
        }
        server().suspension().changed();
        server().mailbox().run();
    }

    private void freeze(Id transaction) {
        synchronized (held) {
            if (!transaction.equals(wanted)) {
                return; // Over before it began.
            }
            frozen = transaction;
        }
        try {
            held.leaving.frozen(transaction, held.newestBytes());
        } catch (RuntimeException unencodable) {
            // Without bytes it cannot take part: nobody may take it for a profile without data (S8).
            LOG.log(Level.WARNING, "profile cannot take part in a transaction profile=" + held.id(), unencodable);
            synchronized (held) {
                frozen = transaction.equals(frozen) ? null : frozen;
            }
        }
    }

    /**
     * The transaction is over; the core may have said so before. On the core's thread.
     *
     * @param payload what it has stored, null: the data as it was when it was frozen
     */
    void over(Id transaction, boolean stored, @Nullable Payload payload) {
        List<Saving> reached = List.of();
        synchronized (held) {
            wanted = transaction.equals(wanted) ? null : wanted;
            if (!transaction.equals(frozen)) {
                return;
            }
            if (stored) {
                reached = held.adopt();
                adopted = payload;
            }
            frozen = adopted == null ? null : frozen;
        }
        server().mailbox().complete(reached, null);
        if (stored && payload != null) {
            server().host().runCallback(this::read);
        } else {
            server().suspension().changed();
        }
    }

    /** Reads what a transaction has stored, if nobody has yet; then changes go on. */
    void read() {
        changing.lock();
        try {
            Payload payload;
            synchronized (held) {
                payload = adopted;
            }
            if (payload != null) {
                read(payload);
            }
        } finally {
            changing.unlock();
        }
        server().suspension().changed();
    }

    private void read(Payload payload) {
        try {
            Loaded<T> loaded = held.store.data().read(held.id(), payload);
            synchronized (held) {
                held.adopt(loaded);
                adopted = null;
                frozen = null;
                onChanged.forEach(callback -> server().host().runCallback(() -> Callbacks.run(callback, held.id())));
            }
        } catch (UnreadableProfileException unreadable) {
            // S8: another server has stored what this one cannot read. It is not to be written over.
            LOG.log(Level.WARNING, "profile is closed, a transaction stored what cannot be read here", unreadable);
            held.leaving.discard();
            synchronized (held) {
                adopted = null;
                frozen = null;
            }
        }
    }

    private Server server() {
        return held.store.server();
    }
}
