package dev.latchkey;

import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * How an earlier state comes back. Immutable.
 *
 * @param without takes unique items out of a value: those that are elsewhere by now; null, the default: such a state is
 *     refused
 * @param <T> type of the data
 */
public record RestoreOptions<T>(@Nullable BiFunction<? super T, Set<String>, ? extends T> without) {
    /** The defaults. */
    public static <T> RestoreOptions<T> defaults() {
        return new RestoreOptions<>(null);
    }

    /**
     * Without the items that are elsewhere by now.
     *
     * @param without gets the value and the ids, and returns the value without them
     */
    public RestoreOptions<T> withoutItems(BiFunction<? super T, Set<String>, ? extends T> without) {
        return new RestoreOptions<>(without);
    }
}
