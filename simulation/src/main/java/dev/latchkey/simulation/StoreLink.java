package dev.latchkey.simulation;

import dev.latchkey.core.Input;
import dev.latchkey.core.Request;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** The network between servers and store. Not thread-safe. */
final class StoreLink {
    private static final long QUICK = Duration.ofMillis(1).toNanos();
    private static final long LATEST = Duration.ofSeconds(8).toNanos();
    private static final long SLUGGISH = Duration.ofMillis(250).toNanos();
    private final Scene scene;
    private final Timeline timeline;
    private final Chance chance;
    Faults faults = Faults.NONE;
    boolean away;
    /** Machines whose requests do not arrive, and those whose replies do not. */
    final Set<String> unheard = new TreeSet<>();

    final Set<String> deaf = new TreeSet<>();

    final FlawedStore calls;

    StoreLink(Scene scene, Timeline timeline, Chance chance, Subject subject) {
        this.scene = scene;
        calls = new FlawedStore(scene, subject);
        this.timeline = timeline;
        this.chance = chance;
    }

    void ask(Server server, Request<?> request) {
        boolean refused = away ? chance.of(0.5) : chance.of(faults.refused());
        if (refused) {
            reply(server, StoreCalls.notDone(request), delay());
            return;
        }
        if (away || unheard.contains(Scene.machine(server)) || chance.of(faults.lost())) {
            reply(server, StoreCalls.unknown(request), faults.timeout());
            return;
        }
        if (chance.of(faults.repeated())) {
            timeline.in(chance.between(0, LATEST), () -> executeAgain(server, request));
        }
        if (chance.of(faults.late())) {
            timeline.in(faults.timeout() + chance.between(0, LATEST), () -> executeAgain(server, request));
            reply(server, StoreCalls.unknown(request), faults.timeout());
            return;
        }
        long there = delay();
        long back = delay();
        boolean deafened = deaf.contains(Scene.machine(server));
        boolean mute = deafened || chance.of(faults.mute()) || there + back >= faults.timeout();
        timeline.in(there, () -> execute(server, request, mute ? -1 : back));
        if (mute) {
            reply(server, StoreCalls.unknown(request), faults.timeout());
        }
    }

    private void execute(Server server, Request<?> request, long back) {
        if (away) {
            if (back >= 0) {
                reply(server, StoreCalls.unknown(request), faults.timeout());
            }
            return;
        }
        scene.says("store", "does " + server + "'s " + Words.of(request) + (back < 0 ? ", reply lost" : ""));
        Input answer = calls.execute(request);
        if (back >= 0) {
            reply(server, answer, back);
        }
    }

    private void executeAgain(Server server, Request<?> request) {
        if (!away) {
            scene.says("store", "does late " + server + "'s " + Words.of(request));
            Input unheard = calls.execute(request);
            scene.says("store", "  " + Words.of(unheard));
        }
    }

    private void reply(Server server, Input answer, long in) {
        timeline.in(in, () -> server.run(() -> server.feed(answer)));
    }

    private long delay() {
        return chance.between(
                QUICK / 10, Math.max(QUICK, chance.of(faults.slow() > SLUGGISH ? 0.5 : 0.2) ? faults.slow() : QUICK));
    }
}
