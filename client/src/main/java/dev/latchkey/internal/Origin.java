package dev.latchkey.internal;

import dev.latchkey.spi.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes that a value was read from had beyond it. A profile as this server itself would write it has none.
 *
 * @param extras as its codec took them out
 * @param shape which may be older or newer than what this server writes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Origin(byte @Nullable [] extras, Shape shape) {
    static @Nullable Origin of(byte @Nullable [] extras, Shape shape, Shape mine) {
        return extras == null && shape.schema() == mine.schema() ? null : new Origin(extras, shape);
    }

    /** What the value's next save is: never a lower schema than it had, whose fields are among the extras. */
    static Shape next(@Nullable Origin origin, Shape mine) {
        return origin != null && origin.shape.newerThan(mine) ? origin.shape : mine;
    }

    /** Once the value has been saved. */
    static @Nullable Origin saved(@Nullable Origin origin, Shape mine) {
        return origin == null ? null : of(origin.extras, next(origin, mine), mine);
    }

    /** Whether the value is migrated and what is stored is not. */
    static boolean isOlder(@Nullable Origin origin, Shape mine) {
        return origin != null && mine.newerThan(origin.shape);
    }
}
