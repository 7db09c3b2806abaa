package dev.latchkey.spi;

import java.util.function.Consumer;

/**
 * Carries short messages between servers. A hint and never more (rule L6): it may lose, delay, repeat
 * and reorder, and nothing but speed depends on it. It moves bytes; encoding and de-duplication are the
 * core's.
 *
 * <p>The numbered contract is {@code docs/contracts.md}. Thread-safe.
 */
public interface MessageBus extends AutoCloseable {
    /**
     * Sends to a server, perhaps to the caller itself. Neither blocks nor throws; what cannot be sent is
     * dropped. The bytes are given away.
     *
     * @param message at most {@link #maxMessageBytes()}; a longer one is dropped
     */
    void publish(Id server, byte[] message);

    /**
     * Receives what is sent to {@code server} until the subscription is closed. The listener is called from
     * the bus's threads, perhaps from several at once; it must be quick, and what it throws is swallowed and
     * logged.
     */
    Subscription subscribe(Id server, Consumer<byte[]> listener);

    /** The longest message that it carries, ≥ 4,096. */
    int maxMessageBytes();

    /** Ends all subscriptions. Does not throw. */
    @Override
    void close();

    /** An open subscription. */
    interface Subscription extends AutoCloseable {
        /** After this returns, the listener is not called anew. Does not throw. */
        @Override
        void close();
    }
}
