package dev.latchkey.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers {@link Commit}. */
public sealed interface CommitReply {
    /**
     * All writes applied.
     *
     * @param written one entry for each, in their order
     * @param notices who has the receivers of the letters sent open, so that they can be told
     */
    record Applied(List<Written> written, List<Notice> notices) implements CommitReply {
        /** Copies the lists. */
        public Applied {
            written = List.copyOf(written);
            notices = List.copyOf(notices);
        }

        /** Applied, and no letter was sent to an open profile. */
        public Applied(List<Written> written) {
            this(written, List.of());
        }
    }

    /** A letter came for a profile that this server has open. */
    record Notice(ProfileId to, Id owner) {}

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
     * @param offence what offends
     */
    record Rejected(ProfileId profile, String reason, Offence offence) implements CommitReply {
        /** Since the store cannot do such a thing at all. */
        public Rejected(ProfileId profile, String reason) {
            this(profile, reason, new Offence.Unable());
        }
    }

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
