package dev.latchkey.internal;

import dev.latchkey.spi.Id;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.function.Supplier;

/** Draws ids from the machine's best source, some at a time since a draw costs much more than an id. Thread-safe. */
final class RandomIds implements Supplier<Id> {
    private static final int DRAWN_AT_ONCE = 16;

    private final SecureRandom random = new SecureRandom();
    private final ByteBuffer drawn =
            ByteBuffer.allocate(DRAWN_AT_ONCE * 2 * Long.BYTES).limit(0);

    @Override
    public synchronized Id get() {
        if (!drawn.hasRemaining()) {
            random.nextBytes(drawn.array());
            drawn.clear();
        }
        return new Id(drawn.getLong(), drawn.getLong());
    }
}
