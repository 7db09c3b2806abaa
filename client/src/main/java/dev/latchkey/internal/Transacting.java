package dev.latchkey.internal;

import dev.latchkey.DocumentLockedException;
import dev.latchkey.Host;
import dev.latchkey.LatchkeyException;
import dev.latchkey.OutcomeUnknownException;
import dev.latchkey.Ref;
import dev.latchkey.ShuttingDownException;
import dev.latchkey.StoreAwayException;
import dev.latchkey.TransactionConflictException;
import dev.latchkey.Tx;
import dev.latchkey.core.Input;
import dev.latchkey.core.Output;
import dev.latchkey.core.Transaction;
import dev.latchkey.spi.ProfileId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of a transaction: brings the profiles together, runs the game's function on them, stores what it made of them,
 * and begins anew where something came between (S7). Thread-safe.
 */
final class Transacting<R> {
    /** Nanoseconds until it is looked again whether a document is still locked. */
    private static final long LOCK_PAUSE = 100_000_000;

    private final Server server;
    private final Host host;
    private final Parts parts;
    private final Function<Tx, R> function;
    private final Executor game;
    private final long deadline;
    /** The game's. */
    final CompletableFuture<R> result = new CompletableFuture<>();

    private volatile @Nullable Transaction attempt;
    /** Of the newest attempt. */
    private volatile @Nullable Gathered values;

    private volatile @Nullable R returned;
    private volatile @Nullable String givenUp;
    /** Who had locked a document when the newest attempt looked at it; null for nobody. */
    private volatile @Nullable DocumentLockedException locked;
    /** Why the attempt before had to begin anew. On the core's thread. */
    private Transaction.@Nullable Conflict before;

    /**
     * @param game runs the function, and whatever hangs on the result
     * @throws IllegalArgumentException if nothing takes part, or something of another Latchkey
     */
    Transacting(Server server, List<Ref<?>> refs, Function<Tx, R> function, Duration patience, Executor game) {
        this.server = server;
        this.host = server.host();
        this.function = function;
        this.game = game;
        this.deadline = host.monotonic() + patience.toNanos();
        this.parts = Parts.of(server, refs);
    }

    /**
     * For a caller that waits for it.
     *
     * @throws dev.latchkey.NestedChangeException if it is called in a change of one of its profiles
     */
    void checkNotNested() {
        server.inside.check("transaction", parts.profiles().keySet());
    }

    void begin() {
        long left = Math.max(1, deadline - host.monotonic());
        List<ProfileId> locked = List.copyOf(parts.profiles().keySet());
        Transaction next = new Transaction(locked, parts.all().getFirst(), left, this);
        attempt = next;
        server.mailbox().post(new Input.Transact(next));
        if (givenUp != null) {
            drop(next);
        }
    }

    /** Nobody waits for it any more: it ends, unless it is on its way to the store. */
    void giveUp(String reason) {
        givenUp = reason;
        Transaction known = attempt;
        if (known != null) {
            drop(known);
        }
    }

    private void drop(Transaction known) {
        server.mailbox().post(new Input.Drop(known, "given up: " + givenUp));
    }

    /** On the core's thread. */
    void gathered(Output.Gathered gathered) {
        game.execute(() -> decide(gathered));
    }

    @SuppressWarnings("CatchingUnchecked") // whatever the game throws gives it up
    private void decide(Output.Gathered gathered) {
        Transaction known = gathered.transaction();
        try {
            Gathered gatheredNow = gather(gathered);
            if (gatheredNow == null) {
                server.mailbox().post(new Input.Drop(known, "a document is locked"));
                return;
            }
            returned = apply(gatheredNow);
            values = gatheredNow;
            server.mailbox().post(new Input.Decide(known, gatheredNow.changes(), gatheredNow.others()));
        } catch (Exception | Error thrown) {
            server.mailbox().post(new Input.Drop(known, "given up by the game"));
            result.completeExceptionally(thrown);
        }
    }

    /** Null where somebody has locked one of the documents: the profiles are let go, and it begins anew later. */
    private @Nullable Gathered gather(Output.Gathered gathered) {
        locked = null;
        try {
            return new Gathered(server.letters(), parts, gathered.parts());
        } catch (DocumentLockedException now) {
            locked = now;
            return null;
        }
    }

    private R apply(Tx gathered) {
        server.inside.enter("a transaction", parts.profiles().keySet());
        try {
            return function.apply(gathered);
        } finally {
            server.inside.leave();
        }
    }

    /** On the core's thread. */
    void concluded(Transaction.Conclusion conclusion) {
        switch (conclusion) {
            case Transaction.Stored stored -> {
                server.metrics().count(Names.TRANSACTIONS, 1);
                List<Held<?>> here = server.heldNow(parts.profiles().keySet());
                Gathered done = values;
                if (done != null) {
                    done.stored();
                }
                game.execute(() -> {
                    here.forEach(Held::readAdopted); // Whoever hears of it finds it in the profiles.
                    result.complete(returned);
                });
            }
            case Transaction.Conflict conflict -> {
                server.metrics().count(Names.CONFLICTS, 1);
                conflict(conflict);
            }
            case Transaction.Rejected rejected ->
                fail(Failures.rejectedTransaction(
                        rejected.reply().profile(),
                        rejected.reply().reason(),
                        rejected.reply().offence()));
            case Transaction.GivenUp given -> {
                DocumentLockedException lock = locked;
                if (lock != null && givenUp == null && !server.isClosing()) {
                    afterLock(lock);
                    return;
                }
                String what = "transaction was given up, nothing of it is stored profiles=" + parts.all() + " reason="
                        + given.reason();
                fail(server.isClosing() ? new ShuttingDownException(what, null) : new LatchkeyException(what, null));
            }
            case Transaction.Away away ->
                fail(new StoreAwayException(
                        "store did not answer, nothing of the transaction is stored profiles=" + parts.all() + " store="
                                + away.reason(),
                        null));
            case Transaction.Unknown unknown ->
                fail(new OutcomeUnknownException(
                        "transaction may have been stored, nobody can tell; look at the profiles before trying again"
                                + " profiles=" + parts.all(),
                        null));
        }
    }

    private void afterLock(DocumentLockedException lock) {
        if (host.monotonic() + LOCK_PAUSE < deadline) {
            server.stores().aside().waits().after(LOCK_PAUSE, () -> game.execute(this::begin));
        } else {
            fail(lock);
        }
    }

    private void conflict(Transaction.Conflict conflict) {
        if (result.isDone()) {
            return;
        }
        Transaction.Conflict former = before;
        before = conflict;
        if (host.monotonic() < deadline && !server.isClosing() && givenUp == null) {
            game.execute(this::begin);
        } else if (locked != null) {
            fail(locked);
        } else {
            String more = former == null || former.reason().equals(conflict.reason()) ? "" : "; " + former.reason();
            fail(new TransactionConflictException(conflict.profile(), conflict.reason() + more));
        }
    }

    private void fail(LatchkeyException failure) {
        game.execute(() -> result.completeExceptionally(failure));
    }
}
