package dev.latchkey.spi;

import java.time.Duration;
import java.util.List;

/** Answers {@link Open}. */
public sealed interface OpenReply {
    /**
     * The session is the caller's; lock and data are of the same moment.
     *
     * @param contested how long, from the store's answer on, a former live owner from whom the session was taken may
     *     still believe that it has it: until then it is readable only (rule L7). {@link Duration#ZERO} for nobody,
     *     {@link #A_WHOLE_LEASE} where the engine has no clock
     * @param mail the oldest {@link Mailboxes#FIRST} letters that wait, of the same moment (rule S1)
     */
    record Granted(ProfileRecord record, How how, Duration contested, List<Delivery> mail) implements OpenReply {
        /** Longer than any lease: the caller waits for a whole one on its own clock. */
        public static final Duration A_WHOLE_LEASE = Duration.ofSeconds(Long.MAX_VALUE);

        /** Copies the list. */
        public Granted {
            mail = List.copyOf(mail);
        }

        /** A grant without mail. */
        public Granted(ProfileRecord record, How how, Duration contested) {
            this(record, how, contested, List.of());
        }

        /** The same grant, with what waits in the mailbox. */
        public Granted with(List<Delivery> waiting) {
            return new Granted(record, how, contested, waiting);
        }
    }

    /** Another server owns the session. */
    record Held(Head head, OwnerState owner) implements OpenReply {}

    /** The claim ended or was cancelled before; a load that still waits goes on under a new one. */
    record ClaimSpent() implements OpenReply {}

    /** The caller's own row is not live. */
    record NotLive(Reason reason) implements OpenReply {}

    /** A {@link Open.Reclaim} found the session elsewhere. */
    record Moved(Head head) implements OpenReply {}

    /** The record's token is at {@link Head#MAX_TOKEN}. */
    record TokenLimit() implements OpenReply {}

    /** How a session came to be granted. */
    enum How {
        /** It had no owner. */
        FREE,
        /** Its owner was buried. */
        TAKEN_OVER,
        /** It was the caller's own already, under this claim: an earlier reply was lost, or a hand-off (S4). */
        RECOGNISED,
        /** It was taken from a live owner. */
        STOLEN,
        /** It was a former id's of the same server. */
        RECLAIMED
    }

    /** Why a server's own row is not live. */
    enum Reason {
        /** Buried: this id is gone for good. */
        BURIED,
        /** Not there: never registered. */
        MISSING,
        /** The lease is over but a renewal can still bring it back. */
        LEASE_OVER
    }

    /**
     * What the store knows of an owner.
     *
     * @param name its display name, empty where its row is missing
     * @param beat its beat counter
     * @param lease whether its lease holds by the store's clock
     */
    record OwnerState(Id server, String name, long beat, Lease lease) {}

    /** A lease by the store's clock. */
    enum Lease {
        /** Holds. */
        HOLDS,
        /** Is over: the server may be buried. */
        OVER,
        /** The engine has no clock, or the row is missing. */
        UNKNOWN
    }
}
