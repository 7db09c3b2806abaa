package dev.latchkey.simulation;

import java.time.Duration;

/**
 * Where an exploration stops although there is more.
 *
 * @param states after so many
 * @param until at this moment of {@link System#nanoTime}
 */
record Limits(long states, long until) {
    /** Asking for the time costs more than counting. */
    private static final int ASKED_EVERY = 64;

    private static final Duration LONG = Duration.ofDays(365);

    static Limits states(long most) {
        return within(most, LONG);
    }

    static Limits within(long most, Duration time) {
        return new Limits(most, System.nanoTime() + time.toNanos());
    }

    boolean reached(long count) {
        return count >= states || (count % ASKED_EVERY == 0 && System.nanoTime() - until >= 0);
    }
}
