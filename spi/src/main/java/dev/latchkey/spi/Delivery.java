package dev.latchkey.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A letter that waits in a mailbox.
 *
 * @param number its place: letters of one mailbox are numbered rising, in the order in which they came
 * @param sent when it came, by the store's clock
 * @param expires when it is dead if it still waits, by the store's clock; null for never
 */
public record Delivery(
        long number, Letter letter, Instant sent, @Nullable Instant expires) {}
