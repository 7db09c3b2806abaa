package dev.latchkey;

import dev.latchkey.spi.ProfileId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The session is over, or its final state has been taken: it takes no more changes. */
public class SessionEndedException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Ended ended;

    /**
     * @param ended how it ended, null where it is still on its way
     */
    public SessionEndedException(ProfileId profile, @Nullable Ended ended) {
        super("session is over profile=" + profile + describe(ended), null);
        this.ended = ended;
    }

    private static String describe(@Nullable Ended ended) {
        if (ended == null) {
            return "; its final state has been taken";
        }
        return " reason=" + ended.reason() + " fate=" + ended.fate() + " orphanedBytes=" + ended.orphanedBytes()
                + " by=" + ended.by()
                + switch (ended.fate()) {
                    case STORED -> "; load the profile again";
                    case ORPHANED -> "; the last changes are not stored, they are kept as an orphan";
                    case UNKNOWN -> "; the last changes may have been applied, they are kept as an orphan";
                    case JOURNALLED -> "; the last changes are in the local journal until the next start";
                };
    }

    /** How it ended; empty where that is still on its way. */
    public Optional<Ended> ended() {
        return Optional.ofNullable(ended);
    }
}
