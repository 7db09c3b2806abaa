package dev.latchkey.engine.memory;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.Settlement;
import org.jspecify.annotations.Nullable;

/**
 * Sees every change of a {@link MemoryEngine}'s store, in order, inside its lock: for checkers that keep the
 * whole history. Must be quick and must not call the engine. What it throws reaches the caller of the verb,
 * with the change already made.
 */
public interface Journal {
    /** Keeps nothing. */
    Journal NONE = new Journal() {};

    /** What changed a record. */
    enum Verb {
        /** A session was granted, or a load recorded as wanted. */
        OPEN,
        /** One write of a commit; those of one group follow each other and have one id. */
        COMMIT,
        /** A claim was ended. */
        CANCEL,
        /** The record was erased, restored or edited. */
        EDIT
    }

    /**
     * One record's change.
     *
     * @param before null where there was no record
     * @param id the claim of an open; the write id of the others
     */
    record Change(Verb verb, @Nullable ProfileRecord before, ProfileRecord after, Id id) {
        /** Whose record it is. */
        public ProfileId profile() {
            return after.profile();
        }
    }

    /** A record changed. */
    default void changed(Change change) {}

    /**
     * A server's row changed.
     *
     * @param before null where it was inserted
     * @param after null where it was removed
     */
    default void serverChanged(@Nullable ServerRow before, @Nullable ServerRow after) {}

    /** A letter came into a mailbox, or among its dead letters. */
    default void delivered(Letter letter) {}

    /**
     * A letter was settled by a commit.
     *
     * @param write id of the commit
     */
    default void settled(ProfileId mailbox, Settlement settlement, Id write) {}
}
