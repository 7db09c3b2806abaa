package dev.latchkey.spring;

import dev.latchkey.Latchkey;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * The health of the application's {@code Latchkey}, from what it knows: asking costs the store nothing. DOWN while the store
 * does not answer, else OUT_OF_SERVICE while sessions are suspended, or while the bus is silent where that is told to count.
 */
final class LatchkeyHealthIndicator implements HealthIndicator {
    private final Latchkey latchkey;
    private final HealthWatch watch;
    private final boolean busRequired;

    LatchkeyHealthIndicator(Latchkey latchkey, HealthWatch watch, boolean busRequired) {
        this.latchkey = latchkey;
        this.watch = watch;
        this.busRequired = busRequired;
    }

    @Override
    public Health health() {
        HealthWatch.Now now = watch.now();
        Health.Builder health = Health.status(status(now))
                .withDetail("server", latchkey.serverName())
                .withDetail("id", latchkey.serverId().toString())
                .withDetail("store", now.store() ? "answers" : "away")
                .withDetail("bus", now.bus() ? "carries" : "away: hand-offs take seconds")
                .withDetail("sessions", now.suspended() ? "suspended" : "active");
        if (!now.store()) {
            health.withDetail("failure", now.failure());
        }
        return health.build();
    }

    private Status status(HealthWatch.Now now) {
        if (!now.store()) {
            return Status.DOWN;
        }
        boolean fit = !now.suspended() && (now.bus() || !busRequired);
        return fit ? Status.UP : Status.OUT_OF_SERVICE;
    }
}
