package dev.latchkey.spi;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a session ended, as pure functions of the step that ended it; the audit keeps it ({@link Inspection#audit}). */
public enum SessionEnd {
    /** Its server gave it back. */
    RELEASED,
    /** Its server handed it to another load. */
    HANDED_OVER,
    /** Its claim was cancelled: nobody waited for it any more (rule L9). */
    CANCELLED,
    /** Its server was buried, and another one opened the profile (rule L2). */
    TAKEN_OVER,
    /** Another server took it from a live one (rule L7). */
    STOLEN,
    /** Its server took it back under a new id (rule L3). */
    RECLAIMED,
    /** Somebody edited the profile by force (rule S5). */
    EDITED,
    /** Somebody erased the profile (rule S5). */
    ERASED;

    /** As {@link Inspection.AuditEntry#what()} says it, for example {@code handed-over}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one that is said so; null for what ends no session, for example {@code buried}. */
    public static @Nullable SessionEnd of(String word) {
        for (SessionEnd end : values()) {
            if (end.word().equals(word)) {
                return end;
            }
        }
        return null;
    }

    /** What a grant does to the session that it found; null where there was none, or it is the same. */
    public static @Nullable SessionEnd of(OpenReply.How how) {
        return switch (how) {
            case TAKEN_OVER -> TAKEN_OVER;
            case STOLEN -> STOLEN;
            case RECLAIMED -> RECLAIMED;
            case FREE, RECOGNISED -> null;
        };
    }

    /** What an edit does to a profile, whether or not it has a session. */
    public static SessionEnd of(Edit edit) {
        return edit.payload() == null ? ERASED : EDITED;
    }

    /**
     * What a write does to the session that it found; null where that goes on, or there is none.
     *
     * @param before null where there was no record
     */
    public static @Nullable SessionEnd of(@Nullable Head before, Head after) {
        if (before == null || before.owner() == null) {
            return null;
        }
        if (after.owner() == null) {
            return RELEASED;
        }
        return after.token() == before.token() ? null : HANDED_OVER;
    }
}
