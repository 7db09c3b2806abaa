package dev.latchkey;

/**
 * Data by key, under one name: {@link ProfileStore profiles} or {@link Documents documents}. Thread-safe.
 *
 * @param <T> type of the data
 */
public interface Store<T> {
    /** Its name, for example {@code players}. */
    String name();

    /** Names one of it, for transactions, and for letters to a profile. */
    Ref<T> ref(String key);
}
