package dev.latchkey.internal;

import dev.latchkey.spi.Payload;
import org.jspecify.annotations.Nullable;

/**
 * One state of a profile, whole: value, number and bytes belong together, so that whoever reads it never sees a
 * half-done change.
 *
 * @param sequence 0 as loaded, +1 with each update
 * @param payload its encoded form while it is not known to be stored, null afterwards
 */
record State<T>(T value, long sequence, @Nullable Payload payload) {}
