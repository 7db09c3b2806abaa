package dev.latchkey.engine.redis;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an acknowledged save survives, from the least to the most. */
public enum Durability {
    /** Nothing for sure: the server keeps its data in memory only, or may evict it. */
    NONE,
    /** The end of the server's process; what its system had not yet written is lost with it or the power. */
    PROCESS,
    /** The end of the process; of the last two seconds or so, saves may be lost with the system or the power. */
    SECOND,
    /** The end of the process, of the system and a loss of power. */
    POWER;

    /**
     * By its name in a URL.
     *
     * @throws IllegalArgumentException if there is none such
     */
    static Durability of(String name) {
        for (Durability each : values()) {
            if (each.word().equals(name)) {
                return each;
            }
        }
        throw new IllegalArgumentException("option durability is one of "
                + Arrays.stream(values()).map(Durability::word).collect(Collectors.joining(", ")) + ", not " + name);
    }

    /** As a URL says it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
