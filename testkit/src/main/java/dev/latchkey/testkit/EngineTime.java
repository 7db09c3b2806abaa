package dev.latchkey.testkit;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.StorageEngine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** How a contract lets the time of an engine's store pass: turned by hand, or waited for. */
public interface EngineTime {
    /** The lease that the contract gives its servers. */
    Duration lease();

    /** Returns when the store's clock has gone on by at least {@code step}. */
    void pass(Duration step);

    /** Time of an engine that runs by {@code clock}; leases of 15 s. */
    static EngineTime manual(ManualClock clock) {
        return new EngineTime() {
            @Override
            public Duration lease() {
                return Duration.ofSeconds(15);
            }

            @Override
            public void pass(Duration step) {
                clock.advance(step);
            }
        };
    }

    /**
     * Time of an engine whose clock nobody turns: leases of 2 s, and a wait is over when the store itself says
     * that a lease of that length is over.
     */
    static EngineTime real(StorageEngine engine) {
        AtomicLong drawn = new AtomicLong();
        return new EngineTime() {
            @Override
            public Duration lease() {
                return Duration.ofSeconds(2);
            }

            @Override
            public void pass(Duration step) {
                Id probe = new Id(-1, drawn.incrementAndGet());
                engine.register(new Registration(probe, "probe", step));
                ProfileId profile = new ProfileId("probe", probe.toString());
                Open open = new Open(profile, probe, probe, new Open.Try());
                Outcome<OpenReply> over = Outcome.done(new OpenReply.NotLive(OpenReply.Reason.LEASE_OVER));
                long deadline = System.nanoTime()
                        + step.toNanos()
                        + Duration.ofSeconds(30).toNanos();
                while (!engine.open(List.of(open)).get(0).equals(over)) {
                    if (System.nanoTime() > deadline) {
                        throw new AssertionError("the store's clock did not go on by " + step);
                    }
                }
            }
        };
    }
}
