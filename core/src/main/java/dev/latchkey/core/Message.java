package dev.latchkey.core;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import org.jspecify.annotations.Nullable;

/**
 * What servers tell each other over the bus. Each is a hint: it may be lost, late, doubled, out of order (L6).
 * {@link MessageCodec} makes bytes of it.
 */
public sealed interface Message {
    /**
     * A load asks the owner for its session (L4).
     *
     * @param token of the session that the load met
     * @param from server of the load
     * @param claim claim of the load
     * @param number the load's ask number, 0 where it has none
     */
    record Ask(ProfileId profile, long token, Id from, Id claim, long number) implements Message {}

    /** The owner has heard an {@link Ask} and hands off within {@code withinNanos} (L4). */
    record Heard(ProfileId profile, Id claim, long withinNanos) implements Message {}

    /** The load has been overtaken by a later one (L4). */
    record Overtaken(ProfileId profile, Id claim) implements Message {}

    /** A load that had asked waits no more (L9). */
    record Withdrawn(ProfileId profile, long token, Id claim) implements Message {}

    /**
     * A hand-off that the store has confirmed (L5).
     *
     * @param to server that has the session now
     * @param claim claim that has it
     * @param data the profile's data, null where it is not carried
     * @param planned whether the owner chose the claim (a planned transfer)
     */
    record Grant(
            ProfileId profile,
            Id to,
            Id claim,
            long token,
            long version,
            @Nullable Data data,
            boolean planned) implements Message {}

    /**
     * A profile's data in a grant.
     *
     * @param payload null where the profile has none
     */
    record Data(@Nullable Payload payload) {}

    /** The session with this token was stolen, as the store has confirmed (L7). */
    record Stolen(ProfileId profile, long token, Id from, String name) implements Message {}

    /** Answers {@link Stolen}: the session with this token is not active here any more. */
    record StolenHeard(ProfileId profile, long token) implements Message {}

    /** A profile that was open for a transaction may be had now: whoever asked for it looks again (S7). */
    record Free(ProfileId profile) implements Message {}

    /** A server's beat, sent to itself (L6). */
    record Beat(long number) implements Message {}

    /** A letter has come for a profile that this server has open (S6). */
    record Mail(ProfileId profile) implements Message {}

    /**
     * A transaction wants a profile to take part: its server is to freeze it (S7).
     *
     * @param token of the session that the transaction met
     * @param from server of the transaction
     */
    record Freeze(ProfileId profile, long token, Id transaction, Id from) implements Message {}

    /**
     * Frozen: whoever commits under this fence does so on behalf of the session.
     *
     * @param data the newest data, which is stored; null where it is not carried
     */
    record Frozen(
            ProfileId profile,
            Id transaction,
            long token,
            Id claim,
            long version,
            @Nullable Data data) implements Message {}

    /**
     * The profile does not take part: its session ends, or is not here.
     *
     * @param aborted whether it never will: this server has aborted the transaction before
     */
    record Declined(ProfileId profile, Id transaction, boolean aborted) implements Message {}

    /**
     * The transaction is over.
     *
     * @param stored whether it is stored; if not, it never will be
     * @param version the record's version where it is stored
     * @param data the new data where it is stored; null where it is not carried
     */
    record Thaw(
            ProfileId profile,
            Id transaction,
            boolean stored,
            long version,
            @Nullable Data data) implements Message {}
}
