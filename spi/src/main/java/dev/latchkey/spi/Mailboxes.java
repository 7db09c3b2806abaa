package dev.latchkey.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ability of an engine: mail (rule S6). Letters are also sent and settled by commits ({@link Effects}); a grant brings
 * the first {@link #FIRST} ({@link OpenReply.Granted#mail}), a renewal names the mailboxes that have new ones.
 */
public interface Mailboxes {
    /** How many letters a grant brings. */
    int FIRST = 64;

    /** Sends letters from outside of any session, each for itself. */
    List<Outcome<Posted>> post(List<Letter> letters);

    /** What waits in some mailboxes, oldest first. Expired letters are dead from then on, and do not come. */
    List<Outcome<List<Delivery>>> fetch(List<Fetch> fetches);

    /** Dead letters of a profile, or of all for null; newest first, at most {@code limit}. */
    Outcome<List<DeadLetter>> deadLetters(@Nullable ProfileId profile, int limit);

    /**
     * Lets a dead letter wait again, as the newest of its mailbox, for ever; done(false) where there is no such dead
     * letter.
     */
    Outcome<Boolean> revive(ProfileId profile, String letter);

    /** Removes a dead letter and the items in it; done(false) where there is no such dead letter. */
    Outcome<Boolean> discard(ProfileId profile, String letter);

    /**
     * Asks for letters.
     *
     * @param after only those with a higher number, 0 for all
     * @param limit how many at most, ≥ 1
     */
    record Fetch(ProfileId profile, long after, int limit) {}

    /** Answers {@link #post}. */
    sealed interface Posted {
        /**
         * It waits, or is known there already, settled or not.
         *
         * @param fresh whether it is new there
         * @param owner server that has the profile open, null for none
         */
        record Accepted(boolean fresh, @Nullable Id owner) implements Posted {}

        /** It does not wait: there is no room, or an item in it is held elsewhere. */
        record Refused(Offence offence, String reason) implements Posted {}
    }
}
