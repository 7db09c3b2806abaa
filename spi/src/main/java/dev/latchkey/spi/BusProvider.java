package dev.latchkey.spi;

/** Finds a bus by URL, by way of {@link java.util.ServiceLoader}. */
public interface BusProvider {
    /** The scheme before the first colon that this provider serves, lower case, for example {@code local}. */
    String scheme();

    /**
     * Opens the bus.
     *
     * @throws StoreException if it cannot be opened; the message says what to do
     */
    MessageBus open(StoreUrl url);
}
