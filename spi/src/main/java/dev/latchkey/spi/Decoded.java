package dev.latchkey.spi;

import org.jspecify.annotations.Nullable;

/**
 * A value, and what its bytes held beyond its type.
 *
 * @param extras in the codec's own form, small, null for nothing; nobody changes them
 * @param <T> type of the value
 */
@SuppressWarnings("ArrayRecordComponent") // a reply, never compared
public record Decoded<T>(T value, byte @Nullable [] extras) {}
