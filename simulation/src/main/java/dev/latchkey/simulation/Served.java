package dev.latchkey.simulation;

import dev.latchkey.core.Load;
import java.time.Duration;

/** Oracle 9: once faults have stopped, every load that waits is served in time, and every save arrives. */
final class Served extends Oracle {
    private static final long SAVED_WITHIN = Duration.ofSeconds(15).toNanos();

    Served() {
        super(9, "each waiting load is served");
    }

    /** The calm has lasted long enough for every load that waits. */
    void checkLoads(Scene scene) {
        for (Server server : scene.alive()) {
            for (Load load : server.loads) {
                fail(load + " on " + server + " still waits");
            }
            for (Trade trade : server.trades) {
                fail(trade + " has no end");
            }
        }
    }

    void checkPlays(Scene scene) {
        for (Server server : scene.alive()) {
            for (Play play : server.plays) {
                if (!play.settledUntil(scene.time() - SAVED_WITHIN)) {
                    fail(play + " still waits for its save");
                }
                if (!server.isActive(play)) {
                    fail(play + " is still suspended or ending");
                }
            }
        }
    }
}
