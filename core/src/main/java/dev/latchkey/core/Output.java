package dev.latchkey.core;

import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Offence;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that a {@link Node} wants done or known. Handled after the step that made it. */
public sealed interface Output {
    /** Ask the store; answered by {@link Input.Completed}. */
    record Ask(Request<?> request) implements Output {}

    /** Send over the bus, perhaps to oneself. */
    record Send(Id to, Message message) implements Output {}

    /** The server's id from now on: receive what the bus brings for it, and for no former id. */
    record Registered(Id server, @Nullable Id former) implements Output {}

    /**
     * A load has its session.
     *
     * @param payload the data, null for a profile without any
     * @param version the record's version
     * @param mail letters that waited
     */
    record Loaded(Load load, Session session, @Nullable Payload payload, long version, List<Delivery> mail)
            implements Output {}

    /** Letters have come for an open session, in their order, each told once. */
    record Mail(Session session, List<Delivery> mail) implements Output {}

    /** A letter of a commit was refused and has gone to the dead letters; the rest of the commit is on its way. */
    record LetterRefused(Session session, Letter letter, String reason) implements Output {}

    /** The store has answered a letter. */
    record Posted(Post post, Mailboxes.Posted reply) implements Output {}

    /**
     * The store has not answered a letter in time.
     *
     * @param maybe whether it may have been delivered, or be delivered yet
     */
    record PostFailed(Post post, boolean maybe) implements Output {}

    /** A transaction needs the profile: the game is to stop changing it. Answered by {@link Input.Frozen}. */
    record Freeze(Session session, Id transaction) implements Output {}

    /**
     * The profile may be changed again; also where it was not frozen yet.
     *
     * @param stored whether the transaction is stored: the newest state is durable, and so is what was handed over with it
     * @param payload the new data where it was stored, null: as it was when it was frozen
     */
    record Thawed(
            Session session,
            Id transaction,
            boolean stored,
            @Nullable Payload payload) implements Output {}

    /** All profiles of a transaction are frozen. Answered by {@link Input.Decide} or {@link Input.Drop}. */
    record Gathered(Transaction transaction, List<Transaction.Part> parts) implements Output {}

    /** A transaction is over. */
    record Concluded(Transaction transaction, Transaction.Conclusion conclusion) implements Output {}

    /** A load ended without a session. */
    record LoadFailed(Load load, LoadFailure failure) implements Output {}

    /** A stolen session, readable only until now, may be used (L7). */
    record Activated(Session session) implements Output {}

    /**
     * The session will end: the last moment to change it. Answered by {@link Input.Final}.
     *
     * @param deadline monotonic time at which {@link FinalDue} follows
     * @param to server that gets it, null where nobody is known
     */
    record Ending(
            Session session,
            EndReason reason,
            long deadline,
            @Nullable Id to) implements Output {}

    /** The final state is needed now; answer by {@link Input.Final} in the next step. */
    record FinalDue(Session session) implements Output {}

    /** States up to this sequence are durable. */
    record Saved(Session session, long upTo) implements Output {}

    /** The store does not take this state; the session goes on (S10). */
    record SaveRejected(Session session, long upTo, String reason, Offence offence) implements Output {}

    /**
     * The session is over; nothing of it follows.
     *
     * @param fate what became of its newest state
     * @param orphaned size of the payload that was orphaned, 0 for none
     * @param by who took it, empty where unknown
     */
    record Ended(Session session, EndReason reason, Fate fate, int orphaned, String by) implements Output {}

    /** Sessions are suspended (the lease may be over by the store's clock) or resumed (L3). */
    record Suspension(boolean suspended) implements Output {}

    /** The store does not answer, or answers again. */
    record StoreHealth(boolean well, String detail) implements Output {}

    /** The bus is silent, or carries again (L6). */
    record BusHealth(boolean well) implements Output {}

    /** Another server, whose lease was over, has been buried by this one (L2). */
    record Buried(Id server) implements Output {}

    /** An orphan has been kept (S9). */
    record OrphanKept(ProfileId profile, int bytes, boolean maybeApplied) implements Output {}

    /** Every entry of {@link Input.Replay} is settled: its journal can go. */
    record Replayed(int applied, int orphaned) implements Output {}

    /** The node has stopped; it does nothing more. What it could not store is to be written down (L10). */
    record Stopped(List<JournalEntry> journal) implements Output {}
}
