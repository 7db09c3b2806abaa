package dev.latchkey.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One running server as the store keeps it (rules L1, L2). Times are the store's clock; null where the
 * engine has none.
 *
 * @param beat +1 with every renewal
 * @param since start of the unbroken lease
 * @param leaseEnd end of the lease
 * @param buried gone for good
 */
public record ServerRow(
        Id server,
        String name,
        long beat,
        @Nullable Instant since,
        @Nullable Instant leaseEnd,
        boolean buried) {
    /** Whether the lease holds at {@code now}; where there is no clock, whether the row is not buried. */
    public boolean live(@Nullable Instant now) {
        return !buried && lease(now) != OpenReply.Lease.OVER;
    }

    /** The lease at {@code now}. */
    public OpenReply.Lease lease(@Nullable Instant now) {
        if (now == null || leaseEnd == null) {
            return OpenReply.Lease.UNKNOWN;
        }
        return now.isBefore(leaseEnd) ? OpenReply.Lease.HOLDS : OpenReply.Lease.OVER;
    }
}
