package dev.latchkey.engine.dynamodb;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Draws stamps that nobody has drawn or will draw. Thread-safe. */
final class Stamps {
    private final String mine = UUID.randomUUID().toString();
    private final AtomicLong drawn = new AtomicLong();

    String next() {
        return mine + "-" + drawn.incrementAndGet();
    }
}
