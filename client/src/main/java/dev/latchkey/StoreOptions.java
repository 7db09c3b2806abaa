package dev.latchkey;

import dev.latchkey.spi.Codec;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a store's data is turned into bytes and checked. Immutable.
 *
 * @param codec null for the first {@link dev.latchkey.spi.CodecProvider} found; {@code byte[]} needs none
 * @param schema version of the data's shape, ≥ 0, default 0; data of a newer one is refused (rule S8). A codec with
 *     migrations says it itself
 * @param validation says what is wrong with a value, null for nothing; what it throws counts as wrong
 * @param mutable whether values are changed in place by {@link Profile#mutate}; default no
 * @param items lists the ids of the unique items that a value holds; null, the default, for none
 * @param <T> type of the data
 */
public record StoreOptions<T>(
        @Nullable Codec<T> codec,
        int schema,
        Function<? super T, @Nullable String> validation,
        boolean mutable,
        @Nullable Function<? super T, ? extends Collection<String>> items) {
    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public StoreOptions {
        Ranges.check("schema", schema, 0, Integer.MAX_VALUE);
    }

    /** The defaults. */
    public static <T> StoreOptions<T> defaults() {
        return new StoreOptions<>(null, 0, value -> null, false, null);
    }

    /** With another codec. */
    public StoreOptions<T> withCodec(Codec<T> codec) {
        return new StoreOptions<>(codec, schema, validation, mutable, items);
    }

    /** With another schema version. */
    public StoreOptions<T> withSchema(int schema) {
        return new StoreOptions<>(codec, schema, validation, mutable, items);
    }

    /**
     * With a validation, called after each load and each update, under the profile's lock: quick, and no
     * calls to the profile.
     */
    public StoreOptions<T> withValidation(Function<? super T, @Nullable String> validation) {
        return new StoreOptions<>(codec, schema, validation, mutable, items);
    }

    /** For classes that are changed in place. */
    public StoreOptions<T> withMutable(boolean mutable) {
        return new StoreOptions<>(codec, schema, validation, mutable, items);
    }

    /**
     * With unique items: an id that this lists is in one profile, of any store with items, or in one letter at most. The
     * store refuses a write that would make a second holder ({@link ItemHeldException}).
     *
     * @param items called with each new value, under the profile's lock: quick; ids have 1–128 characters, each stands
     *     there once
     */
    public StoreOptions<T> withItems(Function<? super T, ? extends Collection<String>> items) {
        return new StoreOptions<>(codec, schema, validation, mutable, items);
    }
}
