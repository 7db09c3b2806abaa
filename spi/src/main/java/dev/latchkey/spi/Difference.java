package dev.latchkey.spi;

import org.jspecify.annotations.Nullable;

/**
 * Where two encoded values differ, for people.
 *
 * @param path which part, for example {@code /purse/coins}; {@code /} for the whole
 * @param before as text, null where there was none
 * @param after as text, null where there is none
 */
public record Difference(
        String path, @Nullable String before, @Nullable String after) {}
