package dev.latchkey.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ability of an engine: earlier states of profiles. A commit says when the state before it is to be kept ({@link
 * Effects#keep}); a state that is kept twice (same token and version) is kept once. Erasing a profile removes them.
 */
public interface History {
    /**
     * Revisions of a profile, newest first, at most {@code limit}.
     *
     * @param before only those with a lower number; null for all
     */
    Outcome<List<Revision>> revisions(ProfileId profile, @Nullable Long before, int limit);

    /** The data of a revision; empty where there is none such. */
    Outcome<Optional<Payload>> revision(ProfileId profile, long number);

    /**
     * A state that the profile had.
     *
     * @param number names it, rising
     * @param version the record's version at that time
     * @param saved when it was stored, by the store's clock
     * @param server who stored it: display name and id of a server, or {@link Edit#by}; empty where unknown
     * @param occasion why it was kept
     * @param bytes length of its payload
     */
    record Revision(
            long number, long token, long version, Instant saved, String server, Occasion occasion, int bytes) {}
}
