package dev.latchkey.spi;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bus that lets a listener go on where a message came in, though that may block: others of its threads take the messages
 * that come meanwhile. That spares a change of threads between a message and the write that answers it. Thread-safe.
 */
public interface PatientBus extends MessageBus {
    /**
     * Like {@link #subscribe}, for a listener that gives back what is left to do and may block, null for nothing. The bus
     * runs that exactly once, and soon, whatever becomes of the subscription; what it throws is swallowed and logged.
     */
    Subscription subscribePatiently(Id server, Function<byte[], @Nullable Runnable> listener);
}
