package dev.latchkey.internal;

import dev.latchkey.Host;
import dev.latchkey.LatchkeyException;
import dev.latchkey.OutcomeUnknownException;
import dev.latchkey.Ref;
import dev.latchkey.TransactionConflictException;
import dev.latchkey.Tx;
import dev.latchkey.core.Input;
import dev.latchkey.core.Output;
import dev.latchkey.core.Transaction;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of a transaction: brings the profiles together, runs the game's function on them, stores what it made of them,
 * and begins anew where something came between (S7). The function runs on a thread of the game's callbacks.
 */
final class Transacting<R> {
    private final Server server;
    private final Host host;
    private final Map<Ref<?>, Profiles<?>> profiles = new LinkedHashMap<>();
    private final Function<Tx, R> function;
    private final long deadline;
    /** The game's. */
    final CompletableFuture<R> result = new CompletableFuture<>();

    private @Nullable R returned;

    Transacting(Server server, List<Ref<?>> refs, Function<Tx, R> function, Duration patience) {
        this.server = server;
        this.host = server.host();
        this.function = function;
        this.deadline = host.monotonic() + patience.toNanos();
        for (Ref<?> ref : refs) {
            if (!(ref.store() instanceof Profiles<?> store) || store.server() != server) {
                throw new IllegalArgumentException("profile is not of this Latchkey profile=" + ref);
            }
            profiles.put(ref, store);
        }
        if (profiles.isEmpty()) {
            throw new IllegalArgumentException("a transaction has at least one profile");
        }
    }

    void begin() {
        long left = Math.max(1, deadline - host.monotonic());
        Transaction attempt =
                new Transaction(profiles.keySet().stream().map(Ref::id).toList(), left, this);
        server.mailbox().post(new Input.Transact(attempt));
    }

    void gathered(Output.Gathered gathered) {
        host.runCallback(() -> decide(gathered));
    }

    @SuppressWarnings("CatchingUnchecked") // whatever the game throws gives it up
    private void decide(Output.Gathered gathered) {
        Transaction attempt = gathered.transaction();
        try {
            Gathered values = new Gathered(server.letters(), profiles, gathered.parts());
            returned = function.apply(values);
            server.mailbox().post(new Input.Decide(attempt, values.changes(), List.of()));
        } catch (Exception | Error thrown) {
            result.completeExceptionally(thrown);
            server.mailbox().post(new Input.Drop(attempt, "given up by the game"));
        }
    }

    /** On the core's thread. */
    void concluded(Transaction.Conclusion conclusion) {
        switch (conclusion) {
            case Transaction.Stored stored -> {
                server.metrics().count(Names.TRANSACTIONS, 1);
                host.runCallback(() -> result.complete(returned));
            }
            case Transaction.Conflict conflict -> {
                server.metrics().count(Names.CONFLICTS, 1);
                conflict(conflict);
            }
            case Transaction.Rejected rejected ->
                fail(Failures.rejected(
                        rejected.reply().profile(),
                        rejected.reply().reason(),
                        rejected.reply().offence()));
            case Transaction.GivenUp given ->
                fail(new LatchkeyException(
                        "transaction was given up, nothing of it is stored profiles=" + profiles.keySet() + " reason="
                                + given.reason(),
                        null));
            case Transaction.Unknown unknown ->
                fail(new OutcomeUnknownException(
                        "transaction may have been stored, nobody can tell; look at the profiles before trying again"
                                + " profiles=" + profiles.keySet(),
                        null));
        }
    }

    private void conflict(Transaction.Conflict conflict) {
        if (result.isDone()) {
            return;
        }
        if (host.monotonic() < deadline && !server.isClosing()) {
            host.runCallback(this::begin);
        } else {
            fail(new TransactionConflictException(
                    "transaction could not be stored in time, nothing of it is profile=" + conflict.profile()
                            + " reason=" + conflict.reason() + "; try again",
                    null));
        }
    }

    private void fail(LatchkeyException failure) {
        host.runCallback(() -> result.completeExceptionally(failure));
    }
}
