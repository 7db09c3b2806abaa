package dev.latchkey.simulation;

import dev.latchkey.core.Conflict;
import java.util.List;

/** What is explored whole. */
final class Configurations {
    /** Small enough for every build. */
    static final List<Bounds> QUICK = List.of(
            named("hand-off").loads(2).saves(1).closes(1).ticks(2).build(),
            named("lost replies")
                    .loads(1)
                    .saves(1)
                    .closes(1)
                    .timeouts(2)
                    .ticks(2)
                    .build(),
            named("burial").loads(1).saves(1).burials(1).ticks(2).build(),
            named("cancel").loads(2).abandons(1).doubles(1).ticks(2).build(),
            named("transfer").loads(1).transfers(1).doubles(1).ticks(1).build());

    /** Larger ones, for the command line. */
    static final List<Bounds> LARGE = List.of(
            named("hand-off")
                    .loads(2)
                    .saves(1)
                    .closes(1)
                    .abandons(1)
                    .timeouts(1)
                    .doubles(1)
                    .ticks(3)
                    .build(),
            named("burial")
                    .loads(2)
                    .saves(1)
                    .closes(1)
                    .abandons(1)
                    .timeouts(1)
                    .burials(2)
                    .ticks(3)
                    .build(),
            named("transfer")
                    .loads(2)
                    .saves(1)
                    .transfers(1)
                    .timeouts(1)
                    .doubles(1)
                    .ticks(3)
                    .build(),
            named("steal")
                    .loads(2)
                    .saves(1)
                    .closes(1)
                    .timeouts(1)
                    .ticks(3)
                    .conflict(Conflict.STEAL)
                    .build(),
            named("three servers")
                    .servers(3)
                    .loads(1)
                    .saves(1)
                    .closes(1)
                    .timeouts(1)
                    .ticks(2)
                    .build());

    private Configurations() {}

    private static Builder named(String name) {
        return new Builder(name);
    }

    /** All bounds are 0, for two servers with two requests in flight, unless set. */
    private static final class Builder {
        private final String name;
        private int servers = 2;
        private int loads;
        private int saves;
        private int closes;
        private int abandons;
        private int transfers;
        private int timeouts;
        private int doubles;
        private int burials;
        private int ticks;
        private Conflict conflict = Conflict.WAIT;

        Builder(String name) {
            this.name = name;
        }

        Builder servers(int value) {
            servers = value;
            return this;
        }

        Builder loads(int value) {
            loads = value;
            return this;
        }

        Builder saves(int value) {
            saves = value;
            return this;
        }

        Builder closes(int value) {
            closes = value;
            return this;
        }

        Builder abandons(int value) {
            abandons = value;
            return this;
        }

        Builder transfers(int value) {
            transfers = value;
            return this;
        }

        Builder timeouts(int value) {
            timeouts = value;
            return this;
        }

        Builder doubles(int value) {
            doubles = value;
            return this;
        }

        Builder burials(int value) {
            burials = value;
            return this;
        }

        Builder ticks(int value) {
            ticks = value;
            return this;
        }

        Builder conflict(Conflict value) {
            conflict = value;
            return this;
        }

        Bounds build() {
            return new Bounds(
                    name, servers, loads, saves, closes, abandons, transfers, timeouts, doubles, burials, ticks, 2,
                    conflict);
        }
    }
}
