package dev.latchkey.core;

/**
 * What the two clocks of a machine show at one moment. The core never looks at a clock: each step is told.
 *
 * @param mono monotonic clock, in nanoseconds from anywhere; stands still while the machine is suspended
 * @param wall wall clock, in nanoseconds of the epoch; may step
 */
public record Now(long mono, long wall) {}
