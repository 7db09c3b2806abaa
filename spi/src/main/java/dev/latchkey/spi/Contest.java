package dev.latchkey.spi;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long a session that was taken from a live owner stays contested (rule L7). */
final class Contest {
    private Contest() {}

    /** Until when, once the session is taken from this owner; an earlier contest is not shortened. */
    static Instant begin(@Nullable ProfileRecord found, @Nullable ServerRow owner) {
        Instant end = owner == null || owner.leaseEnd() == null ? ProfileRecord.UNTIL_A_COMMIT : owner.leaseEnd();
        Instant before = found == null ? null : found.contested();
        return before == null || before.isBefore(end) ? end : before;
    }

    /** What a commit leaves of it: its owner was active, so that nobody else can have been. */
    static @Nullable Instant afterCommit(@Nullable Instant contested) {
        return ProfileRecord.UNTIL_A_COMMIT.equals(contested) ? null : contested;
    }

    /** How long from {@code now}. */
    static Duration left(@Nullable Instant contested, Instant now) {
        if (contested == null || !contested.isAfter(now)) {
            return Duration.ZERO;
        }
        return contested.equals(ProfileRecord.UNTIL_A_COMMIT)
                ? OpenReply.Granted.A_WHOLE_LEASE
                : Duration.between(now, contested);
    }
}
