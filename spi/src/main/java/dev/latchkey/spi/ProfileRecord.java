package dev.latchkey.spi;

import org.jspecify.annotations.Nullable;

/**
 * One profile as the store holds it.
 *
 * @param payload the data, null where nothing was saved yet or the profile is erased
 * @param erased whether the record is a tombstone (rule S5)
 */
public record ProfileRecord(
        ProfileId profile, Head head, @Nullable Payload payload, boolean erased, Dates dates) {}
