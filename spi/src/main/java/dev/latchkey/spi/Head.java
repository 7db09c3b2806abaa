package dev.latchkey.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides who may write a profile: its record without payload and dates.
 *
 * @param token fencing token, +1 with every granted session, never back; 0 where never granted
 * @param owner server that has the session, null for none
 * @param claim claim that was last granted the session, null where never granted
 * @param version +1 with every accepted commit
 * @param write id of the commit that made {@code version}, null for version 0
 * @param sealed id of the last commit under the previous token, null where there was none
 * @param spent claims that ended or were cancelled, newest last, at most {@link #MAX_SPENT}
 * @param asks how many asks have been recorded
 * @param wanted the newest waiting load that recorded itself, or null
 */
public record Head(
        long token,
        @Nullable Id owner,
        @Nullable Id claim,
        long version,
        @Nullable Id write,
        @Nullable Id sealed,
        List<Id> spent,
        long asks,
        @Nullable Wanted wanted) {
    /** How many spent claims a record remembers. */
    public static final int MAX_SPENT = 8;

    /** The highest token; at this one opening fails. Doubles hold it exactly. */
    public static final long MAX_TOKEN = (1L << 53) - 1;

    /** The head of a record that does not exist yet. */
    public static final Head EMPTY = new Head(0, null, null, 0, null, null, List.of(), 0, null);

    /** Copies the list. */
    public Head {
        spent = List.copyOf(spent);
    }

    /** Whether {@code server} owns the session under {@code claim}. */
    public boolean heldBy(Id server, Id claim) {
        return server.equals(owner) && claim.equals(this.claim);
    }
}
