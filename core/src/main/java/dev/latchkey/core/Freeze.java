package dev.latchkey.core;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import org.jspecify.annotations.Nullable;

/** A session that takes part in a transaction and changes nothing meanwhile (S7). */
final class Freeze {
    /** Where it stands. */
    enum Phase {
        /** The game is being stopped. */
        STOPPING,
        /** Its newest state is here; a commit in flight, or for a transaction elsewhere its own save, is awaited. */
        SAVING,
        /** Frozen: the transaction decides. */
        HELD,
        /** A commit of its own is to defeat the transaction. */
        DEFEATING,
        /** The transaction is stored; its state is being read. */
        ADOPTING
    }

    /** The transaction, whose commit has the same id. */
    final Id transaction;
    /** The server of a transaction elsewhere; null for one of this server. */
    final @Nullable Id from;
    /** The transaction, where it is one of this server. */
    final @Nullable Transaction here;

    Phase phase = Phase.STOPPING;
    /** The newest state, for the transaction to see. */
    @Nullable
    Payload payload;

    Request.@Nullable ToRead read;
    int tries;
    Timers.@Nullable Timer timer;

    Freeze(Id transaction, @Nullable Id from, @Nullable Transaction here) {
        this.transaction = transaction;
        this.from = from;
        this.here = here;
    }

    void describe(StringBuilder text) {
        text.append('*').append(transaction).append(from).append(phase).append(payload != null);
        text.append(read != null).append(tries).append(Timers.isSet(timer)).append('*');
    }
}
