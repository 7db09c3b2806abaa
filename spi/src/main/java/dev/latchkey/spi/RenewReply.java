package dev.latchkey.spi;

import java.util.List;

/** Answers {@link Renewal}. */
public sealed interface RenewReply {
    /**
     * The lease runs from now.
     *
     * @param beat the row's beat now, one more than before
     * @param wanted every record owned by this server that a load waits for
     * @param taken every session taken from this server that it has not acknowledged, oldest first
     * @param mail mailboxes in which a letter waits that came while this server had the profile open
     */
    record Renewed(long beat, List<WantedSession> wanted, List<Taken> taken, List<ProfileId> mail)
            implements RenewReply {
        /** Copies the lists. */
        public Renewed {
            wanted = List.copyOf(wanted);
            taken = List.copyOf(taken);
            mail = List.copyOf(mail);
        }

        /** A renewal that brings no mail. */
        public Renewed(long beat, List<WantedSession> wanted, List<Taken> taken) {
            this(beat, wanted, taken, List.of());
        }
    }

    /** The row shows another beat: an earlier renewal of the same server got through. Nothing was renewed. */
    record BeatMoved(long beat) implements RenewReply {}

    /** The row is buried or missing: this id is gone for good. */
    record Gone() implements RenewReply {}

    /** A session of this server that a load waits for. */
    record WantedSession(ProfileId profile, long token, Id claim, Wanted wanted) {}

    /**
     * A session taken from this server by a steal or an edit.
     *
     * @param number position in the server's list, rising
     * @param token the token that the server's session had
     * @param claim the claim of the server's session
     * @param how what took it
     * @param by display name of the server or person that took it
     */
    record Taken(long number, ProfileId profile, long token, Id claim, How how, String by) {}

    /** What took a session. */
    enum How {
        /** {@link Open.Steal}. */
        STOLEN,
        /** {@link Edit} without payload. */
        ERASED,
        /** {@link Edit} with payload. */
        EDITED
    }
}
