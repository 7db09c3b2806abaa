package dev.latchkey.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one step does to a server's row, as pure functions of the row found (rules L1, L2). Engines that
 * compute in the caller use these; engines that compute in the database say the same in their language.
 */
public class ServerRules {
    /**
     * A reply and the row afterwards.
     *
     * @param after null: as before
     */
    public record Step<R>(R reply, @Nullable ServerRow after) {}

    /** {@link StorageEngine#register}: inserts, never revives. */
    public Step<Registration.Registered> register(
            @Nullable ServerRow found, Registration asked, @Nullable Instant now) {
        if (found != null) {
            return new Step<>(new Registration.Registered(false, found.buried(), found.beat()), null);
        }
        Instant end = now == null ? null : now.plus(asked.lease());
        return new Step<>(
                new Registration.Registered(true, false, 0),
                new ServerRow(asked.server(), asked.name(), 0, now, end, false));
    }

    /** {@link StorageEngine#renew}: the row afterwards, null where the renewal is refused. */
    public @Nullable ServerRow renew(@Nullable ServerRow found, Renewal asked, @Nullable Instant now) {
        if (found == null || (found.buried() && !revives()) || found.beat() != asked.beat()) {
            return null;
        }
        boolean gap = found.lease(now) == OpenReply.Lease.OVER;
        return new ServerRow(
                found.server(),
                found.name(),
                found.beat() + 1,
                gap ? now : found.since(),
                now == null ? null : now.plus(asked.lease()),
                false);
    }

    /** {@link StorageEngine#bury}. */
    public Step<Burial.Reply> bury(
            @Nullable ServerRow target, @Nullable ServerRow by, Burial asked, @Nullable Instant now) {
        if (target == null) {
            return new Step<>(Burial.Reply.MISSING, null);
        }
        if (target.buried()) {
            return new Step<>(Burial.Reply.BURIED, null);
        }
        if (asked.cause() == Burial.Cause.LEASE_OVER) {
            if (!settled(by, asked, now)) {
                return new Step<>(Burial.Reply.NOT_SETTLED, null);
            }
            if (target.beat() != asked.beat() || target.lease(now) == OpenReply.Lease.HOLDS) {
                return new Step<>(Burial.Reply.ALIVE, null);
            }
        }
        ServerRow buried =
                new ServerRow(target.server(), target.name(), target.beat(), target.since(), target.leaseEnd(), true);
        return new Step<>(Burial.Reply.BURIED, buried);
    }

    /** Whether the lease of who buries has held long enough: the first one back does not rob the others. */
    protected boolean settled(@Nullable ServerRow by, Burial asked, @Nullable Instant now) {
        if (by == null || !by.live(now)) {
            return false;
        }
        Instant since = by.since();
        return now == null || since == null || !since.plus(asked.settled()).isAfter(now);
    }

    /** Whether a renewal brings back a buried row: never. Open for planting faults. */
    protected boolean revives() {
        return false;
    }
}
