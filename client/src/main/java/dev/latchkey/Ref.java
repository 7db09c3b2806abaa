package dev.latchkey;

import dev.latchkey.spi.ProfileId;

/**
 * Names one profile of a store, for transactions and letters. Immutable; two are equal that name the same profile.
 *
 * @param id store and key
 * @param <T> type of the data
 */
public record Ref<T>(ProfileStore<T> store, ProfileId id) {
    /** Its key in its store. */
    public String key() {
        return id.key();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ref<?> that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
