package dev.latchkey.spi;

import java.time.Instant;

/**
 * A unique item and where it is.
 *
 * @param since since when, by the store's clock
 */
public record Holding(String item, Place place, Instant since) {}
