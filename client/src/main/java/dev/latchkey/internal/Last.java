package dev.latchkey.internal;

import dev.latchkey.core.Cargo;
import dev.latchkey.core.Input;
import dev.latchkey.spi.Payload;
import org.jspecify.annotations.Nullable;

/** Makes the input that ends a session of a final state. */
@FunctionalInterface
interface Last {
    Input input(long sequence, @Nullable Payload payload, boolean changed, Cargo cargo);
}
