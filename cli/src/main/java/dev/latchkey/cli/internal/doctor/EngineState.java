package dev.latchkey.cli.internal.doctor;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.engine.sqlite.SqliteEngine;
import dev.latchkey.spi.DurabilityReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the engine says of itself. */
final class EngineState {
    private static final Duration STRANGE = Duration.ofMinutes(1);

    private final OpenStore store;
    private final Instant wall;

    EngineState(OpenStore store, Instant wall) {
        this.store = store;
        this.wall = wall;
    }

    void examine(List<Finding> findings) {
        if (store.engine() instanceof DurabilityReport report) {
            String words = OpenStore.reply(report.durability());
            findings.add(
                    OpenStore.reply(report.isDurable())
                            ? Finding.ok("durability", words)
                            : Finding.problem("durability", words));
        }
        if (store.engine() instanceof SqliteEngine sqlite) {
            examine(findings, sqlite);
        }
    }

    private void examine(List<Finding> findings, SqliteEngine sqlite) {
        String integrity = OpenStore.reply(sqlite.integrity());
        findings.add(
                integrity.equals("ok")
                        ? Finding.ok("structure", "SQLite finds nothing wrong with the file")
                        : Finding.problem(
                                "structure", "the file is damaged, stop the servers and restore a copy: " + integrity));
        clock(findings, sqlite.now());
    }

    private void clock(List<Finding> findings, Instant now) {
        Duration apart = Duration.between(wall, now);
        if (apart.abs().compareTo(STRANGE) > 0) {
            findings.add(Finding.note(
                    "clock",
                    "the store's clock is " + apart.abs().toSeconds() + " s "
                            + (apart.isNegative() ? "behind" : "ahead of")
                            + " the wall clock, which was set since the start of this machine; leases are not"
                            + " concerned, dates shown here are"));
        } else {
            findings.add(Finding.ok("clock", "leases run by the time since this machine was started, shared by all"));
        }
    }
}
