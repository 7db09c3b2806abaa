package dev.latchkey;

import java.time.Duration;

/**
 * How a transaction goes about it. Immutable.
 *
 * @param patience how long it tries to bring its profiles together and begins anew where something came between, 1 ms –
 *     10 min; default 10 s
 */
public record TransactionOptions(Duration patience) {
    /** The defaults. */
    public static final TransactionOptions DEFAULT = new TransactionOptions(Duration.ofSeconds(10));

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public TransactionOptions {
        Ranges.check("patience", patience, Duration.ofMillis(1), Duration.ofMinutes(10));
    }

    /** With another patience. */
    public TransactionOptions withPatience(Duration patience) {
        return new TransactionOptions(patience);
    }
}
