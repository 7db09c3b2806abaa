package dev.latchkey.core;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a session has to do; an idle one has none. */
final class Work {
    /** A commit that has been sent and is not settled (S4: at most one). */
    static final class Flight {
        final Commit commit;
        final long sequence;
        /** Place of this session's write: a journalled commit may have others beside it. */
        final int at;
        /** What came with the state, to come again if it is not stored. */
        final Cargo cargo;

        Request.@Nullable ToCommit request;
        Timers.@Nullable Timer retry;
        int tries;

        Flight(Commit commit, ProfileId profile, long sequence, Cargo cargo) {
            this.commit = commit;
            this.sequence = sequence;
            this.at = Groups.indexOf(commit, profile);
            this.cargo = cargo;
        }

        Write write() {
            return commit.writes().get(at);
        }

        boolean ends() {
            return !(write().after() instanceof Write.Keep);
        }
    }

    /** A state that the store did not take (S10). */
    record Rejected(Payload payload, String reason) {}

    /** A load elsewhere that wants the session. */
    record Asker(Id server, Id claim) {}

    /** A re-claim under a new server id that is not answered (L3). */
    static final class Reclaim {
        final Id server;
        final Id claim;
        final List<Open.Pair> pairs;
        Request.@Nullable ToOpen request;
        Timers.@Nullable Timer retry;
        int tries;

        Reclaim(Id server, Id claim, List<Open.Pair> pairs) {
            this.server = server;
            this.claim = claim;
            this.pairs = pairs;
        }
    }

    /** Newest state that is not in a commit yet, and its number. */
    @Nullable
    Payload pending;

    long sequence;

    /** Newest state, where the store did not take it and none has come since; kept as an orphan at the end. */
    @Nullable
    Rejected rejected;

    @Nullable
    Flight flight;

    @Nullable
    Reclaim reclaim;

    /** What goes into a commit with {@link #pending}. */
    Cargo cargo = Cargo.NONE;
    /** Journalled beside a transaction: {@link #pending} is the newest state only where that is not stored. */
    boolean alternative;
    /** Takes part in a transaction. */
    @Nullable
    Freeze freeze;

    /** Why the session ends; null: it does not. */
    @Nullable
    EndReason reason;
    /** The final state, for the grant to carry. */
    @Nullable
    Payload ride;
    /** To whom a planned transfer goes. */
    @Nullable
    Asker target;
    /** Id that the ending commit is to have, where it has been written down before. */
    @Nullable
    Id successor;

    /** The data of a session that waits for its load after a planned transfer. */
    @Nullable
    Payload parkedPayload;

    boolean replayed;
    boolean finalGiven;
    boolean maybeApplied;
    String by = "";

    @Nullable
    Asker asker;

    long heard;
    final List<Id> overtaken = new ArrayList<>(0);
    boolean acknowledged;
    Timers.@Nullable Timer acknowledge;
    Timers.@Nullable Timer due;

    /** There is a newer state. */
    void put(@Nullable Payload payload, long number, Cargo more) {
        pending = payload;
        sequence = number;
        cargo = cargo.then(more);
        rejected = payload == null ? rejected : null;
    }

    /** The newest state, where the ended session has not stored it; null where it has. */
    @Nullable
    Payload unsaved() {
        return pending == null && rejected != null ? rejected.payload() : pending;
    }

    void cancelTimers() {
        cancel(acknowledge);
        cancel(due);
        if (freeze != null) {
            cancel(freeze.timer);
        }
        if (flight != null) {
            cancel(flight.retry);
        }
        if (reclaim != null) {
            cancel(reclaim.retry);
        }
    }

    static void cancel(Timers.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    boolean isEmpty() {
        return pending == null
                && rejected == null
                && flight == null
                && reclaim == null
                && freeze == null
                && cargo.isNone()
                && reason == null
                && asker == null
                && parkedPayload == null;
    }

    void describe(StringBuilder text) {
        text.append(pending == null ? '-' : 'p').append(reason).append(target).append(finalGiven);
        text.append(asker).append(heard).append(overtaken).append(acknowledged);
        text.append(sequence)
                .append('.')
                .append(rejected != null)
                .append(ride != null)
                .append(successor);
        text.append(parkedPayload != null).append(replayed).append(maybeApplied);
        text.append(Timers.isSet(acknowledge)).append(Timers.isSet(due)).append(alternative);
        if (!cargo.isNone()) {
            text.append(cargo);
        }
        if (freeze != null) {
            freeze.describe(text);
        }
        if (flight != null) {
            text.append(flight.commit).append(flight.request != null ? '?' : '.');
            text.append(flight.sequence).append('.').append(flight.tries).append(Timers.isSet(flight.retry));
        }
        if (reclaim != null) {
            text.append(reclaim.claim).append(reclaim.pairs).append(reclaim.request != null ? '?' : '.');
            text.append(reclaim.server).append(reclaim.tries).append(Timers.isSet(reclaim.retry));
        }
    }
}
