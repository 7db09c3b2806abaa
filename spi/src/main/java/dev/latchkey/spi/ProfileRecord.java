package dev.latchkey.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One profile as the store holds it.
 *
 * @param payload the data, null where nothing was saved yet or the profile is erased
 * @param erased whether the record is a tombstone (rule S5)
 * @param contested until when a live owner, from whom the session was taken by a steal or an edit, may not have heard
 *     of it: the end of its lease at that time, by the store's clock (rule L7); null where there was none
 */
public record ProfileRecord(
        ProfileId profile,
        Head head,
        @Nullable Payload payload,
        boolean erased,
        Dates dates,
        @Nullable Instant contested) {
    /** {@link #contested} where the engine has no clock: until the next commit, which only an active owner makes. */
    public static final Instant UNTIL_A_COMMIT = Instant.ofEpochMilli(Long.MAX_VALUE);
}
