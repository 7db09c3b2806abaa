package dev.latchkey.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A clock that a test turns by hand: wall-clock time, and a monotonic counter beside it. Starts at
 * 2026-01-01T00:00:00Z. Thread-safe.
 */
public final class ManualClock implements InstantSource {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long nanos;

    /** A clock at its start. */
    public ManualClock() {}

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** The monotonic clock, in nanoseconds from an arbitrary start. */
    public synchronized long nanos() {
        return nanos;
    }

    /** {@link #nanos} to hand to what is tested. */
    public LongSupplier nanoSource() {
        return this::nanos;
    }

    /**
     * Both clocks go on by {@code step}.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public synchronized void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("step=" + step + " is negative; use stepWall to set a clock back");
        }
        now = now.plus(step);
        nanos += step.toNanos();
    }

    /** Only the wall clock jumps, forward or back: somebody sets it, or the machine was suspended. */
    public synchronized void stepWall(Duration step) {
        now = now.plus(step);
    }
}
