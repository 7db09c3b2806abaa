package dev.latchkey.internal;

import dev.latchkey.spi.Id;
import java.security.SecureRandom;
import java.util.function.Supplier;

/** Draws ids from the machine's best source. Thread-safe. */
final class RandomIds implements Supplier<Id> {
    private final SecureRandom random = new SecureRandom();

    @Override
    public Id get() {
        return new Id(random.nextLong(), random.nextLong());
    }
}
