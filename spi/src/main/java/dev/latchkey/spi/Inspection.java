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
     * @param since start of its unbroken lease, by the store's clock
     * @param leaseEnd end of its lease, by the store's clock
     * @param live not buried and the lease holds
     * @param sessions how many sessions it owns
     */
    record ServerInfo(
            Id server,
            String name,
            long beat,
            Instant since,
            Instant leaseEnd,
            boolean buried,
            boolean live,
            long sessions) {}

    /** One owned session. */
    record SessionInfo(ProfileId profile, Head head, Dates dates, int payloadBytes) {}

    /**
     * Something that an operator may want to know later.
     *
     * @param what for example {@code stolen}, {@code erased}, {@code edited}, {@code taken-over}, {@code
     *     buried}
     * @param profile null where it concerns a server
     * @param from server that lost, null for none
     * @param by who did it: a server's name and id, or a person's
     */
    record AuditEntry(
            Instant at,
            String what,
            @Nullable ProfileId profile,
            @Nullable Id from,
            String by) {}
}
