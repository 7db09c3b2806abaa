package dev.latchkey.bench;

import dev.latchkey.bench.Figure.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Profiles go to and fro between two processes that are alive; in turn with the parts that it cannot do without. */
final class HandOffScenario implements Scenario {
    private static final int PROFILES = 8;
    /** An even number of rounds, so that all profiles are where they were. */
    private static final int WARM_UP = 48_000;

    private static final Duration MOST_WARM_UP = Duration.ofSeconds(70);
    private static final int HOPS = 2_400;

    private final Samples hops = new Samples();
    private final Samples asking = new Samples();
    private final Samples committing = new Samples();
    private final Samples granting = new Samples();
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
            long begun = System.nanoTime();
            for (int i = 0; i < WARM_UP; i++) {
                if (i % (2 * PROFILES) == 0 && System.nanoTime() - begun > MOST_WARM_UP.toNanos()) {
                    break;
                }
                children.get((i / PROFILES + 1) % 2).ask("hop p" + i % PROFILES);
            }
            new HandOffScenario().hop(children, HOPS / 6);
            hop(children, HOPS);
        }
        double parts = commits.median() + echoes.median();
        String detail = "hand-off " + hops + "; commit " + commits + "; two hops " + echoes
                + "; of the hand-off: asking p50=%.0fus, its commit p50=%.0fus, granting p50=%.0fus"
                        .formatted(asking.median() / 1e3, committing.median() / 1e3, granting.median() / 1e3);
        site.say(name(), detail);
        return List.of(
                new Figure(name(), "handoff", hops.median() / parts, "x", Target.atMost(1.5), detail),
                new Figure(name(), "handoff_p50", hops.median() / 1e3, " µs", null, detail),
                new Figure(name(), "handoff_p99", hops.percentile(99) / 1e3, " µs", null, detail));
    }

    private void hop(List<Child> children, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            int to = (i / PROFILES + 1) % 2;
            Child child = children.get(to);
            long[] hop = numbers(child.ask("hop p" + i % PROFILES));
            long[] commit = numbers(children.get(1 - to).ask("last"));
            if (hop[0] == 0) {
                throw new IllegalStateException("nobody had the profile, so nothing was handed off");
            }
            hops.add(hop[1] - hop[0]);
            asking.add(commit[0] - hop[0]);
            committing.add(commit[1] - commit[0]);
            granting.add(hop[1] - commit[1]);
            commits.add(numbers(child.ask("commit"))[0]);
            echoes.add(numbers(child.ask("echo"))[0]);
        }
    }

    private static long[] numbers(String answer) {
        return Stream.of(answer.split(" ")).mapToLong(Long::parseLong).toArray();
    }
}
