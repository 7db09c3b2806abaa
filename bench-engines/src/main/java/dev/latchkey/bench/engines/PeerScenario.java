package dev.latchkey.bench.engines;

import dev.latchkey.bench.Crowd;
import dev.latchkey.bench.Figure;
import dev.latchkey.bench.Figure.Target;
import dev.latchkey.bench.Payloads;
import dev.latchkey.bench.Samples;
import dev.latchkey.bench.Scenario;
import dev.latchkey.bench.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Another library beside Latchkey, on one server, in turn: whole sessions by 1 and by 16 callers, and hand-offs. The other
 * library's is timed from "release called", saving included, to "locked and loaded on the other server", where somebody
 * waits already; Latchkey's from the first open that was refused, so that it includes asking for it.
 */
record PeerScenario(String name, Ground.Start start, Other other) implements Scenario {
    private static final int WARM_UP = 5;
    private static final int ROUNDS = 7;
    private static final Duration ROUND = Duration.ofMillis(1_200);
    private static final List<Integer> CALLERS = List.of(1, 16);
    private static final int HOPS = 10;
    private static final long SCALE = 100_000;

    /** Makes the other library's servers. */
    @FunctionalInterface
    interface Other {
        Peer on(Ground ground, byte[] payload) throws Exception;
    }

    @Override
    public List<Figure> run(Site site) throws Exception {
        byte[] payload = Payloads.player().bytes();
        List<Figure> figures = new ArrayList<>();
        Samples ourHops = new Samples();
        Samples theirHops = new Samples();
        try (Ground ground = start.at(site);
                Peer ours = new LatchkeyPeer(ground.url(), payload);
                Peer theirs = other.on(ground, payload);
                Travel travel = new Travel(ground.url())) {
            for (int callers : CALLERS) {
                figures.addAll(sessions(site, sessions(ours, callers), sessions(theirs, callers), callers));
            }
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                for (int i = 0; i < HOPS; i++) {
                    long hop = travel.hop();
                    long other = hop(theirs, round * HOPS + i);
                    if (round >= WARM_UP) {
                        ourHops.add(hop);
                        theirHops.add(other);
                    }
                }
            }
        }
        String detail = "hand-off: latchkey " + ourHops + ", the other " + theirHops;
        site.say(name, detail);
        double ratio = theirHops.median() / (double) ourHops.median();
        figures.add(new Figure(name, "handoff", theirHops.median() / 1e6, "ms", null, detail));
        figures.add(new Figure(name, "latchkey_handoff", ratio, "x", Target.atLeast(4), detail));
        return figures;
    }

    private List<Figure> sessions(Site site, List<Runnable> ours, List<Runnable> theirs, int callers)
            throws InterruptedException {
        Samples our = new Samples();
        Samples their = new Samples();
        Samples ratios = new Samples();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            long one = Crowd.run(ours, ROUND).perSecond();
            long two = Crowd.run(theirs, ROUND).perSecond();
            if (round >= WARM_UP) {
                our.add(one);
                their.add(two);
                ratios.add(SCALE * one / Math.max(1, two));
            }
        }
        String detail = "sessions/s of %d: latchkey %d, the other %d".formatted(callers, our.median(), their.median());
        site.say(name, detail);
        return List.of(
                new Figure(name, "sessions_" + callers, their.median(), "/s", null, detail),
                new Figure(
                        name,
                        "latchkey_" + callers,
                        ratios.median() / (double) SCALE,
                        "x",
                        callers == 1 ? null : Target.atLeast(2),
                        detail));
    }

    private static List<Runnable> sessions(Peer peer, int callers) {
        return IntStream.range(0, callers)
                .<Runnable>mapToObj(i -> () -> {
                    try {
                        peer.take(0, "session" + i).give();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    /** From one of its servers to the other: nanoseconds. */
    private static long hop(Peer peer, int number) throws Exception {
        int from = number % 2;
        long[] writable = new long[1];
        Peer.Held held = peer.take(from, "travelling");
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                Peer.Held taken = peer.take(1 - from, "travelling");
                writable[0] = System.nanoTime();
                taken.give();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        // So that it has asked; it sleeps or waits for a message then.
        waiting.join(Duration.ofMillis(30));
        long released = System.nanoTime();
        held.give();
        waiting.join();
        return writable[0] - released;
    }
}
