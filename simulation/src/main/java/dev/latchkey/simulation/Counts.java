package dev.latchkey.simulation;

import java.util.Arrays;

/** How often each kind of choice was taken. Not thread-safe. */
@SuppressWarnings("EnumOrdinal") // A map would cost more than the steps that it counts.
final class Counts {
    private final int[] all = new int[Choice.Kind.values().length];

    void add(Choice.Kind kind) {
        all[kind.ordinal()]++;
    }

    int of(Choice.Kind kind) {
        return all[kind.ordinal()];
    }

    void clear() {
        Arrays.fill(all, 0);
    }
}
