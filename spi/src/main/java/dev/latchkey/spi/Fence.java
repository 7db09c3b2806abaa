package dev.latchkey.spi;

/**
 * What a session last saw of its record; every write of the session applies only where the record
 * still shows exactly this (rule S2).
 *
 * @param token fencing token, ≥ 1
 * @param claim claim that was granted the session
 * @param version version of the last accepted commit, ≥ 0
 */
public record Fence(long token, Id claim, long version) {}
