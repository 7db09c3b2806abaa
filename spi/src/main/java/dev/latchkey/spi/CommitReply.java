package dev.latchkey.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers {@link Commit}. */
public sealed interface CommitReply {
    /** All writes applied; one entry for each, in their order. */
    record Applied(List<Written> written) implements CommitReply {
        /** Copies the list. */
        public Applied {
            written = List.copyOf(written);
        }
    }

    /**
     * None applied, since a fence did not match.
     *
     * @param heads what the records show instead, in the order of the writes; null where there is no record
     */
    record Refused(List<@Nullable Head> heads) implements CommitReply {
        /** Copies the list. Spelled out, since a compact constructor's class file loses what may be null. */
        public Refused(List<@Nullable Head> heads) {
            this.heads = Collections.unmodifiableList(new ArrayList<>(heads));
        }
    }

    /**
     * None applied, since the store does not take such a write; sessions and fences are as before (rule S10).
     *
     * @param profile whose write offends
     * @param reason what offends, with the limit, one line
     */
    record Rejected(ProfileId profile, String reason) implements CommitReply {}

    /**
     * One applied write.
     *
     * @param token the record's token now
     * @param version the record's version now
     * @param holder who was handed the session, null unless a hand-off found a taker
     */
    record Written(long token, long version, @Nullable Holder holder) {}

    /** A server and the claim under which it has a session. */
    record Holder(Id server, Id claim) {}
}
