package dev.latchkey.spi;

/** Finds an engine by URL, by way of {@link java.util.ServiceLoader}. */
public interface EngineProvider {
    /** The scheme before the first colon that this provider serves, lower case, for example {@code sqlite}. */
    String scheme();

    /**
     * Opens the store.
     *
     * @param url the whole URL; {@link StoreUrl#parse} takes it apart
     * @throws StoreException if it cannot be opened; the message says what to do
     */
    StorageEngine open(StoreUrl url);
}
