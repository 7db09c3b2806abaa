package dev.latchkey.spi;

import java.time.Instant;

/**
 * A letter that will not be delivered, unless somebody revives it.
 *
 * @param letter which still names its items: they stay in it
 * @param at when it died, by the store's clock
 * @param reason why, one line
 */
public record DeadLetter(Letter letter, Instant at, String reason) {}
