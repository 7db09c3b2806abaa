package dev.latchkey.core;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened to a {@link Node}. */
public sealed interface Input {
    /** Begin: the node registers its server. Fed once, first. */
    record Start() implements Input {}

    /**
     * Time has passed; fed at {@link Node#nextDeadline()} at the latest. Any other input does the same on the
     * way.
     */
    record Tick() implements Input {}

    /** The game asks for a profile. Ends in {@link Output.Loaded} or {@link Output.LoadFailed}, exactly one. */
    record Begin(Load load) implements Input {}

    /** The game waits no more for a load (L9). Nothing happens where it has ended. */
    record Abandon(Load load) implements Input {}

    /**
     * A new state to be stored. While a commit is in flight only the newest waits.
     *
     * @param sequence higher than that of any state of this session before
     * @param cargo what goes with it since the state handed over before
     */
    record Save(Session session, long sequence, Payload payload, Cargo cargo) implements Input {
        /** With nothing else. */
        public Save(Session session, long sequence, Payload payload) {
            this(session, sequence, payload, Cargo.NONE);
        }
    }

    /**
     * The final state, in answer to {@link Output.Ending} or {@link Output.FinalDue}.
     *
     * @param sequence of the final state; may equal that of the last save
     * @param payload the final state; null where it equals what was handed over before
     * @param changed whether it differs from what was handed over before; if not, {@code payload} only rides
     *     in the grant
     */
    record Final(Session session, long sequence, @Nullable Payload payload, boolean changed, Cargo cargo)
            implements Input {
        /** With nothing else. */
        public Final(Session session, long sequence, @Nullable Payload payload, boolean changed) {
            this(session, sequence, payload, changed, Cargo.NONE);
        }
    }

    /** The game closes the session with its final state. Parameters as in {@link Final}. */
    record Close(Session session, long sequence, @Nullable Payload payload, boolean changed, Cargo cargo)
            implements Input {
        /** With nothing else. */
        public Close(Session session, long sequence, @Nullable Payload payload, boolean changed) {
            this(session, sequence, payload, changed, Cargo.NONE);
        }
    }

    /** The game hands the session to a server that need not have asked. Parameters as in {@link Final}. */
    record Transfer(
            Session session, Id to, long sequence, @Nullable Payload payload, boolean changed, Cargo cargo)
            implements Input {
        /** With nothing else. */
        public Transfer(Session session, Id to, long sequence, @Nullable Payload payload, boolean changed) {
            this(session, to, sequence, payload, changed, Cargo.NONE);
        }
    }

    /** A letter from outside of any session. Ends in {@link Output.Posted} or {@link Output.PostFailed} (S6). */
    record Send(Post post) implements Input {}

    /** Begin a transaction. Ends in {@link Output.Concluded}, mostly after {@link Output.Gathered} (S7). */
    record Transact(Transaction transaction) implements Input {}

    /**
     * The game has stopped changing a profile, in answer to {@link Output.Freeze}. Parameters as in {@link Final}, but
     * that the payload is the newest state, whether it has changed or not; null where there is none.
     */
    record Frozen(
            Session session,
            Id transaction,
            long sequence,
            @Nullable Payload payload,
            boolean changed,
            Cargo cargo) implements Input {}

    /**
     * What is to be stored, in answer to {@link Output.Gathered}.
     *
     * @param changes one for each profile; those that are missing stay as they are
     * @param others writes of records that have no owner, in the same commit
     */
    record Decide(Transaction transaction, List<Transaction.Change> changes, List<Write> others) implements Input {
        /** Copies the lists. */
        public Decide {
            changes = List.copyOf(changes);
            others = List.copyOf(others);
        }

        Transaction.Change of(ProfileId profile) {
            return changes.stream()
                    .filter(change -> change.profile().equals(profile))
                    .findFirst()
                    .orElseGet(() -> new Transaction.Change(profile, null, Cargo.NONE));
        }
    }

    /** A transaction is given up; too late where it has been decided. */
    record Drop(Transaction transaction, String reason) implements Input {}

    /** A message from the bus. */
    record Received(Message message) implements Input {}

    /** The store's answer to a request; use {@link #completed}. */
    record Completed<R>(Request<R> request, Outcome<R> outcome) implements Input {}

    /** A server that ran here before and surely runs no more (file lock): bury it at once (L2). */
    record Predecessor(Id server) implements Input {}

    /** What an earlier process could not store; ends in {@link Output.Replayed} (L10). */
    record Replay(List<JournalEntry> entries) implements Input {}

    /**
     * Shut down (L10). Ends in {@link Output.Stopped}.
     *
     * @param withinNanos what is not stored by then goes to the journal
     */
    record Shutdown(long withinNanos) implements Input {}

    /** A {@link Completed}. */
    static <R> Input completed(Request<R> request, Outcome<R> outcome) {
        return new Completed<>(request, outcome);
    }
}
