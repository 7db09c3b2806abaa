package dev.latchkey.bench;

import dev.latchkey.bench.Figure.Target;
import java.io.IOException;
import java.util.List;

/** Profiles go to and fro between two processes that are alive; in turn with the parts that it cannot do without. */
final class HandOffScenario implements Scenario {
    private static final int PROFILES = 8;
    /** An even number of rounds, so that all profiles are where they were. */
    private static final int WARM_UP = 1_504;

    private static final int HOPS = 3_000;

    private final Samples hops = new Samples();
    private final Samples commits = new Samples();
    private final Samples echoes = new Samples();

    @Override
    public String name() {
        return "handoff";
    }

    @Override
    public List<Figure> run(Site site) throws Exception {
        try (Child left = Child.start(HandOffWorker.class, List.of(), site.folder(), "left", "right");
                Child right = Child.start(HandOffWorker.class, List.of(), site.folder(), "right", "left")) {
            List<Child> children = List.of(left, right);
            for (int i = 0; i < PROFILES; i++) {
                left.ask("hop p" + i);
            }
            site.say(name(), "warm-up");
            hop(children, WARM_UP, new Samples(), new Samples(), new Samples());
            hop(children, HOPS, hops, commits, echoes);
        }
        double parts = commits.median() + echoes.median();
        String detail = "hand-off " + hops + "; commit " + commits + "; two hops " + echoes;
        site.say(name(), detail);
        return List.of(
                new Figure(name(), "handoff", hops.median() / parts, "x", Target.atMost(1.5), detail),
                new Figure(name(), "handoff_p50", hops.median() / 1e3, " µs", null, detail),
                new Figure(name(), "handoff_p99", hops.percentile(99) / 1e3, " µs", null, detail));
    }

    private static void hop(List<Child> children, int times, Samples hops, Samples commits, Samples echoes)
            throws IOException {
        for (int i = 0; i < times; i++) {
            Child child = children.get((i / PROFILES + 1) % 2);
            long hop = Long.parseLong(child.ask("hop p" + i % PROFILES));
            if (hop == 0) {
                throw new IllegalStateException("nobody had the profile, so nothing was handed off");
            }
            hops.add(hop);
            commits.add(Long.parseLong(child.ask("commit")));
            echoes.add(Long.parseLong(child.ask("echo")));
        }
    }
}
