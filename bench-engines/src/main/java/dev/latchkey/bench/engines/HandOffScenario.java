package dev.latchkey.bench.engines;

import dev.latchkey.bench.Figure;
import dev.latchkey.bench.Figure.Target;
import dev.latchkey.bench.Payloads;
import dev.latchkey.bench.Samples;
import dev.latchkey.bench.Scenario;
import dev.latchkey.bench.Site;
import java.time.Duration;
import java.util.List;

/**
 * Profiles go to and fro between two servers that are alive; in turn with the parts that it cannot do without. Both are in
 * one process, and know of each other by the database alone.
 */
record HandOffScenario(String engine, Ground.Start start) implements Scenario {
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration MEASURED = Duration.ofSeconds(15);

    @Override
    public String name() {
        return engine + "-handoff";
    }

    @Override
    public List<Figure> run(Site site) throws Exception {
        Samples hops = new Samples();
        Samples commits = new Samples();
        Samples echoes = new Samples();
        byte[] payload = Payloads.player().bytes();
        try (Ground ground = start.at(site);
                Travel travel = new Travel(ground.url());
                Echo echo = Echo.on(ground.url());
                Ground.ByHand byHand = ground.byHand(1, payload)) {
            byHand.claim("p0");
            site.say(name(), "warm-up");
            repeat(travel, echo, byHand, payload, WARM_UP, List.of(new Samples(), new Samples(), new Samples()));
            repeat(travel, echo, byHand, payload, MEASURED, List.of(hops, commits, echoes));
        }
        String detail = "hand-off " + hops + "; commit " + commits + "; two hops " + echoes;
        site.say(name(), detail);
        double parts = commits.median() + echoes.median();
        return List.of(
                new Figure(name(), "handoff", hops.median() / parts, "x", Target.atMost(1.2), detail),
                new Figure(name(), "handoff_p50", hops.median() / 1e6, " ms", Target.atMost(1), detail),
                new Figure(name(), "handoff_p99", hops.percentile(99) / 1e6, " ms", null, detail));
    }

    private static void repeat(
            Travel travel, Echo echo, Ground.ByHand byHand, byte[] payload, Duration duration, List<Samples> times)
            throws Exception {
        long until = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < until) {
            times.get(0).add(travel.hop());
            long begun = System.nanoTime();
            byHand.save(payload);
            times.get(1).add(System.nanoTime() - begun);
            times.get(2).add(echo.roundTrip());
        }
    }
}
