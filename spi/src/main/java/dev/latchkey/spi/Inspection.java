package dev.latchkey.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ability of an engine: looking around without a session, for people and tools. */
public interface Inspection {
    /** All servers that have a row, buried ones too, in the order of their ids. */
    Outcome<List<ServerInfo>> servers();

    /** Up to {@code limit} owned sessions after {@code after} (null: from the start), in the order of profiles. */
    Outcome<List<SessionInfo>> sessions(@Nullable ProfileId after, int limit);

    /** Up to {@code limit} profiles of a store whose key begins with {@code prefix} and follows {@code after}. */
    Outcome<List<ProfileId>> keys(String store, String prefix, @Nullable String after, int limit);

    /** The names of all stores that have a record. */
    Outcome<List<String>> stores();

    /** The newest {@code limit} entries of the audit, newest first; of one profile, or of all for null. */
    Outcome<List<AuditEntry>> audit(@Nullable ProfileId profile, int limit);

    /**
     * One server's row.
     *
     * @param since start of its unbroken lease, by the store's clock; 1970 where the engine has none
     * @param leaseEnd end of its lease, by the store's clock; 1970 where the engine has none
     * @param live not buried and the lease holds; without a clock, not buried
     * @param sessions how many sessions it owns; {@link #NOT_COUNTED} where the engine does not count them
     */
    record ServerInfo(
            Id server,
            String name,
            long beat,
            Instant since,
            Instant leaseEnd,
            boolean buried,
            boolean live,
            long sessions) {
        /** In the place of a number of sessions that is not known. */
        public static final long NOT_COUNTED = -1;
    }

    /** One owned session. */
    record SessionInfo(ProfileId profile, Head head, Dates dates, int payloadBytes) {}

    /**
     * Something that an operator may want to know later. Each session that ends has one, made in the step that ends it;
     * {@link Housekeeping} forgets them.
     *
     * @param at when, by the store's clock
     * @param what a {@link SessionEnd#word()}, or {@code buried}
     * @param profile null where it concerns a server
     * @param from server that had the session, or that was buried; null for none
     * @param by who did it: a server's name and id, or a person's; of {@code handed-over} who has it now
     * @param session the session that ended; null where none did
     */
    record AuditEntry(
            Instant at,
            String what,
            @Nullable ProfileId profile,
            @Nullable Id from,
            String by,
            @Nullable EndedSession session) {}

    /**
     * A session that is over.
     *
     * @param name its server's display name; empty where that was unknown
     * @param token its fencing token
     * @param began when it was granted, by the store's clock
     */
    record EndedSession(String name, long token, Instant began, Lost lost) {}

    /**
     * What a session had not stored when it ended: its orphans (rule S9).
     *
     * @param orphans how many are kept
     * @param bytes their length together
     * @param maybeApplied whether one of them may have been stored after all
     */
    record Lost(int orphans, long bytes, boolean maybeApplied) {
        /** Nothing. */
        public static final Lost NONE = new Lost(0, 0, false);
    }
}
