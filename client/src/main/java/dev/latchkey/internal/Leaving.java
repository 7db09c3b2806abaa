package dev.latchkey.internal;

import dev.latchkey.EndReason;
import dev.latchkey.Ended;
import dev.latchkey.Ending;
import dev.latchkey.Fate;
import dev.latchkey.SessionEndedException;
import dev.latchkey.core.Cargo;
import dev.latchkey.core.Input;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Offence;
import dev.latchkey.spi.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How one session's states get to the store, and how the session ends. Everything is guarded by the monitor of
 * the {@link Held}. Thread-safe.
 */
final class Leaving<T> {
    /** Makes the input that ends a session of a final state. */
    interface Last {
        Input input(long sequence, @Nullable Payload payload, boolean changed, Cargo cargo);
    }

    private final Held<T> held;
    /** Number of the newest state handed to the core. */
    private long sent;
    /** Number of the newest state that is durable. */
    private long saved;
    /** The final state is taken: no change counts any more. */
    private volatile boolean taken;
    /** The final state is handed to the core. */
    private boolean posted;

    private @Nullable Callbacks callbacks;
    private volatile @Nullable Ended ended;

    Leaving(Held<T> held) {
        this.held = held;
    }

    boolean isTaken() {
        return taken;
    }

    void checkNotTaken() {
        if (taken) {
            throw new SessionEndedException(held.id(), ended);
        }
    }

    private Server server() {
        return held.store.server();
    }

    /** Hands the newest state to the core, if it has not got it; done when that one is durable. */
    CompletableFuture<Void> save() {
        Saving saving;
        synchronized (held) {
            Unsaved<T> unsaved = held.unsaved;
            State<T> newest = held.state();
            if (unsaved == null || newest == null) {
                return After.nothing();
            }
            Ended over = ended;
            if (over != null) {
                return CompletableFuture.failedFuture(new SessionEndedException(held.id(), over));
            }
            saving = new Saving(newest.sequence());
            unsaved.await(saving);
            handOver(unsaved, newest);
        }
        server().mailbox().run();
        return saving;
    }

    /** Like {@link #save}, but the mailbox is to be run by the caller. */
    void autoSave() {
        synchronized (held) {
            Unsaved<T> unsaved = held.unsaved;
            State<T> newest = held.state();
            if (unsaved != null && newest != null) {
                handOver(unsaved, newest);
            }
        }
    }

    /** One save is with the core at any time; the next has the newest state then. */
    private void handOver(Unsaved<T> unsaved, State<T> newest) {
        Payload payload = newest.payload();
        if (taken || payload == null || newest.sequence() <= sent) {
            return;
        }
        if (unsaved.sent != null) {
            unsaved.again = true;
            return;
        }
        sent = newest.sequence();
        unsaved.sent = newest;
        server().mailbox().add(new Input.Save(held.session, newest.sequence(), payload, unsaved.unload()));
    }

    /** Nothing changes any more for a transaction: what the core has not got of the newest state is handed over. */
    void frozen(Id transaction, @Nullable Payload payload) {
        synchronized (held) {
            State<T> newest = held.state();
            Unsaved<T> unsaved = held.unsaved;
            long sequence = newest == null ? sent : newest.sequence();
            boolean changed = !taken && unsaved != null && newest != null && sequence > sent;
            Cargo cargo = Cargo.NONE;
            if (changed && unsaved != null) {
                sent = sequence;
                unsaved.sent = newest;
                cargo = unsaved.unload();
            }
            server().mailbox().add(new Input.Frozen(held.session, transaction, sequence, payload, changed, cargo));
        }
        server().mailbox().run();
    }

    /** A transaction's state is the newest, and durable; who waited for an earlier one waits no more. */
    List<Saving> adopted(long sequence) {
        sent = sequence;
        saved = sequence;
        Unsaved<T> unsaved = held.unsaved;
        return unsaved == null ? List.of() : unsaved.upTo(sequence);
    }

    /** States up to this one are durable. */
    void stored(long upTo) {
        List<Saving> reached;
        synchronized (held) {
            saved = Math.max(saved, upTo);
            Unsaved<T> unsaved = held.unsaved;
            State<T> newest = held.state();
            if (unsaved == null || newest == null) {
                return;
            }
            reached = unsaved.upTo(upTo);
            if (newest.sequence() <= upTo) {
                held.stored();
            } else {
                settle(unsaved, newest, upTo, true);
            }
        }
        server().mailbox().complete(reached, null);
    }

    /** The store does not take states up to this one (S10); the newest of them counts as not handed over. */
    void rejected(long upTo, String reason, Offence offence) {
        List<Saving> reached;
        synchronized (held) {
            sent = saved;
            Unsaved<T> unsaved = held.unsaved;
            State<T> newest = held.state();
            if (unsaved == null || newest == null) {
                return;
            }
            reached = unsaved.upTo(upTo);
            settle(unsaved, newest, upTo, false);
        }
        server().mailbox().complete(reached, Failures.rejected(held.id(), reason, offence));
    }

    private void settle(Unsaved<T> unsaved, State<T> newest, long upTo, boolean durable) {
        State<T> answered = unsaved.sent;
        if (answered != null && answered.sequence() <= upTo) {
            unsaved.sent = null;
            if (durable) {
                unsaved.durable(answered);
            }
        }
        if (unsaved.sent == null && newest.sequence() > upTo && (unsaved.again || unsaved.awaited())) {
            unsaved.again = false;
            handOver(unsaved, newest);
        }
    }

    void onEnding(Consumer<Ending> callback) {
        synchronized (held) {
            callbacks().onEnding(server().host(), callback, ended);
        }
    }

    void onEnded(Consumer<Ended> callback) {
        synchronized (held) {
            callbacks().onEnded(server().host(), callback, ended);
        }
    }

    private Callbacks callbacks() {
        Callbacks known = callbacks;
        if (known == null) {
            known = new Callbacks();
            callbacks = known;
        }
        return known;
    }

    /** The core announces the end. */
    void ending(EndReason reason, Duration left, @Nullable Id to) {
        Callbacks known;
        synchronized (held) {
            if (taken) {
                return;
            }
            known = callbacks;
            if (held.state() == null) {
                taken = true;
            }
        }
        if (taken || known == null) {
            finish(to);
            return;
        }
        Instant deadline = Instant.ofEpochSecond(0, server().host().wall()).plus(left);
        Runnable then;
        synchronized (held) {
            then = known.ending(server().host(), new Ending(reason, deadline, to), () -> finish(to));
        }
        then.run();
    }

    /** The game has had its say: the final state goes to the core, with its bytes where they can ride in a grant. */
    private void finish(@Nullable Id to) {
        take();
        State<T> newest = held.state();
        Last last =
                (sequence, payload, changed, cargo) -> new Input.Final(held.session, sequence, payload, changed, cargo);
        if (to == null || newest == null || newest.payload() != null) {
            post(last, null, false);
        } else {
            server().host().runCallback(() -> post(last, held.tryEncode(), true));
        }
    }

    /** The core waits no longer. */
    void due() {
        take();
        post(
                (sequence, payload, changed, cargo) -> new Input.Final(held.session, sequence, payload, changed, cargo),
                null,
                false);
    }

    /**
     * Ends the session from here.
     *
     * @param here whether this thread may block
     */
    CompletableFuture<Ended> close(boolean here) {
        return end(
                (sequence, payload, changed, cargo) -> new Input.Close(held.session, sequence, payload, changed, cargo),
                false,
                here);
    }

    /** Ends the session, and nobody waits for it. Does not block. */
    void discard() {
        CompletableFuture<Ended> unused = close(false);
    }

    /** Like {@link #close}, and the session goes to this server. Does not block. */
    CompletableFuture<Ended> transfer(Id to) {
        return end(
                (sequence, payload, changed, cargo) ->
                        new Input.Transfer(held.session, to, sequence, payload, changed, cargo),
                true,
                false);
    }

    private CompletableFuture<Ended> end(Last last, boolean withBytes, boolean here) {
        CompletableFuture<Ended> end;
        synchronized (held) {
            Ended over = ended;
            if (over != null) {
                return CompletableFuture.completedFuture(over);
            }
            end = callbacks().end();
        }
        if (take()) {
            post(last, withBytes ? held.tryEncode() : null, here);
        }
        return end;
    }

    /** True for the first. */
    private boolean take() {
        synchronized (held) {
            boolean first = !taken;
            taken = true;
            return first;
        }
    }

    /** Hands the final state over, once; {@code here} lets this thread call the store. */
    private void post(Last last, @Nullable Payload ride, boolean here) {
        synchronized (held) {
            if (posted) {
                return;
            }
            posted = true;
            State<T> newest = held.state();
            if (newest == null) {
                server().mailbox().add(last.input(0, null, false, Cargo.NONE));
            } else {
                Payload payload = newest.payload() == null ? ride : newest.payload();
                boolean changed = newest.sequence() > sent;
                sent = newest.sequence();
                Unsaved<T> unsaved = held.unsaved;
                Cargo cargo = unsaved == null || !changed ? Cargo.NONE : unsaved.unload();
                server().mailbox().add(last.input(sent, payload, changed, cargo));
            }
        }
        server().run(server().lanes().commit, here);
    }

    /** The session is over. */
    void ended(Ended over) {
        Callbacks known;
        List<Saving> waiters = List.of();
        synchronized (held) {
            taken = true;
            ended = over;
            Unsaved<T> unsaved = held.unsaved;
            if (unsaved != null) {
                waiters = unsaved.upTo(Long.MAX_VALUE);
                journal(over);
            }
            known = callbacks;
        }
        boolean stored = over.fate() == Fate.STORED;
        server().mailbox().complete(waiters, stored ? null : new SessionEndedException(held.id(), over));
        if (known != null) {
            synchronized (held) {
                known.ended(server().host(), over);
            }
        }
        server().suspension().changed();
    }

    /** The node may have stopped before it took the newest state; the journal gets it all the same (L10). */
    private void journal(Ended over) {
        State<T> newest = held.state();
        if (over.fate() == Fate.JOURNALLED && newest != null && newest.payload() != null) {
            Unsaved<T> unsaved = held.unsaved;
            server().remains().add(held.id(), newest.payload(), unsaved == null ? Cargo.NONE : unsaved.unload());
        }
    }

    /** Whether changes were left when the session ended. */
    boolean lostChanges(Ended over) {
        synchronized (held) {
            return over.fate() != Fate.STORED && held.unsaved != null;
        }
    }
}
