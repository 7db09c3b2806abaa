package dev.latchkey.cli.internal.demo.server;

import dev.latchkey.cli.internal.demo.wire.Report.How;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.StorageEngine;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** The engine, with an eye on how each load comes to its session. Thread-safe. */
final class WatchedEngine extends WholeEngine {
    /** When a load was first refused, on the clock of {@link System#nanoTime()}. */
    private final ConcurrentHashMap<ProfileId, Long> refused = new ConcurrentHashMap<>();

    private final ConcurrentHashMap<ProfileId, How> taken = new ConcurrentHashMap<>();

    WatchedEngine(StorageEngine engine) {
        super(engine);
    }

    /**
     * How a load ended that began at {@code begun}.
     *
     * @param since the nanosecond from which its time is counted
     */
    record Arrival(How how, long since) {}

    /** A load begins. */
    void begin(ProfileId profile) {
        refused.remove(profile);
        taken.remove(profile);
    }

    /** A load is done. */
    Arrival done(ProfileId profile, long begun) {
        Long from = refused.remove(profile);
        How how = taken.remove(profile);
        if (how != null) {
            return new Arrival(how, begun);
        }
        return from == null ? new Arrival(How.FREE, begun) : new Arrival(How.HANDED, from);
    }

    @Override
    public List<Outcome<OpenReply>> open(List<Open> opens) {
        List<Outcome<OpenReply>> outcomes = super.open(opens);
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Done<OpenReply>(OpenReply reply)) {
                saw(opens.get(i).profile(), reply);
            }
        }
        return outcomes;
    }

    private void saw(ProfileId profile, OpenReply reply) {
        if (reply instanceof OpenReply.Held) {
            refused.putIfAbsent(profile, System.nanoTime());
        } else if (reply instanceof OpenReply.Granted granted && granted.how() == OpenReply.How.TAKEN_OVER) {
            taken.put(profile, How.TAKEN);
        }
    }
}
