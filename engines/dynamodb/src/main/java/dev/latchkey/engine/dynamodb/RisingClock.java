package dev.latchkey.engine.dynamodb;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * This machine's time, each reading at least a microsecond after the one before: what one process does is dated in its
 * order, and two entries of a list never have one name. Thread-safe.
 */
final class RisingClock implements InstantSource {
    private final InstantSource source;
    private Instant last = Instant.MIN;

    RisingClock(InstantSource source) {
        this.source = source;
    }

    @Override
    public synchronized Instant instant() {
        Instant now = source.instant().truncatedTo(ChronoUnit.MICROS);
        last = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
        return last;
    }
}
