package dev.latchkey.simulation;

import dev.latchkey.engine.memory.Journal;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileRecord;

/**
 * Oracle 10: when all is over no lock is left behind, and nobody still has something to do. A planned transfer
 * whose grant was lost is let be until somebody wants the profile (L8).
 */
final class NothingLeft extends Oracle {
    private final Spent spent = new Spent();

    NothingLeft() {
        super(10, "no lock is left behind");
    }

    @Override
    void changed(Scene scene, Journal.Change change) {
        spent.see(change);
    }

    @Override
    void atCalm(Scene scene) {
        for (ProfileRecord record : scene.engine.records().values()) {
            Id claim = record.head().claim();
            Server server = scene.server(record.head().owner());
            if (server == null || !server.alive || server.stopped) {
                continue;
            }
            if (claim != null && scene.sought.contains(claim) && server.node.session(record.profile()) == null) {
                if (!spent.isForgotten(record.profile(), claim)) {
                    fail(record.profile() + " is owned by " + server + ", which knows nothing of it: "
                            + Words.of(record.head()));
                }
            }
        }
    }

    @Override
    void atEnd(Scene scene) {
        for (Server server : scene.alive()) {
            for (Play play : server.plays) {
                fail(play + " was closed and has no end");
            }
            if (!server.node.idle()) {
                fail(server + " is not idle: " + server.node.describe(server.now()));
            }
        }
        for (ProfileRecord record : scene.engine.records().values()) {
            Id owner = record.head().owner();
            if (owner != null) {
                fail(record.profile() + " is still owned by " + scene.server(owner) + ": " + Words.of(record.head()));
            }
        }
    }

    @Override
    void after(Scene scene) {
        for (Server server : scene.servers) {
            if (server.alive && server.stopped && !server.loads.isEmpty()) {
                fail(server.loads.get(0) + " has no end although its server has stopped");
            }
        }
    }
}
