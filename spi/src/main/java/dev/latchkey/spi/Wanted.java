package dev.latchkey.spi;

/**
 * The newest load that waits for a profile and has recorded so (rule L4).
 *
 * @param server server of the load
 * @param claim claim of the load
 * @param ask its number among the asks of this record, ≥ 1; a higher one is newer
 */
public record Wanted(Id server, Id claim, long ask) {}
