package dev.latchkey.internal;

import org.jspecify.annotations.Nullable;

/**
 * A value as it was stored.
 *
 * @param origin what its next save needs beyond it, null for nothing
 */
record Loaded<T>(T value, @Nullable Origin origin) {}
