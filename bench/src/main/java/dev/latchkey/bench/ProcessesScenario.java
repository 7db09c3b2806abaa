package dev.latchkey.bench;

import dev.latchkey.bench.Figure.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Four processes with 16 callers each save into one file, 20 s in all through the library, 20 s in all by the
 * hand-written program with SQLite's busy timeout, in turn.
 */
final class ProcessesScenario implements Scenario {
    private static final int PROCESSES = 4;
    private static final int WARM_UP_SECONDS = 30;
    private static final int SECONDS = 10;
    private static final int TURNS = 2;

    /** What one side did: per process. */
    private record Side(List<Samples> processes) {
        Side() {
            this(new ArrayList<>());
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(new Samples());
            }
        }

        Samples all() {
            Samples all = new Samples();
            processes.forEach(all::addAll);
            return all;
        }

        /** How far the process that is furthest from its fair share is from it, in percent of that. */
        double unfairness() {
            double fair = all().size() / (double) PROCESSES;
            return processes.stream()
                    .mapToDouble(process -> Math.abs(process.size() - fair) / fair * 100)
                    .max()
                    .orElseThrow();
        }

        @Override
        public String toString() {
            Samples all = all();
            return all + " saves/s=" + all.size() / (SECONDS * TURNS) + " shares=%.1f%%".formatted(unfairness());
        }
    }

    @Override
    public String name() {
        return "processes";
    }

    @Override
    public List<Figure> run(Site site) throws Exception {
        List<Child> children = new ArrayList<>();
        Side ours = new Side();
        Side busy = new Side();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                children.add(Child.start(
                        SavingWorker.class, List.of(), site.file("processes.db"), site.file("processes-busy.db")));
            }
            turn(site, children, "ours", WARM_UP_SECONDS, new Side());
            turn(site, children, "busy", WARM_UP_SECONDS / 2, new Side());
            for (int i = 0; i < TURNS; i++) {
                turn(site, children, "busy", SECONDS, busy);
                turn(site, children, "ours", SECONDS, ours);
            }
        } finally {
            for (Child child : children) {
                child.close();
            }
        }
        return figures(ours, busy);
    }

    private void turn(Site site, List<Child> children, String what, int seconds, Side side) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Child child : children) {
            Path file = site.file("samples-" + files.size());
            files.add(file);
            child.send(what + " " + seconds + " " + file);
        }
        Samples together = new Samples();
        for (int i = 0; i < children.size(); i++) {
            children.get(i).answer();
            Samples samples = Samples.read(files.get(i));
            side.processes().get(i).addAll(samples);
            together.addAll(samples);
        }
        site.say(name(), what + ", " + seconds + " s: " + together + " saves/s=" + together.size() / seconds);
    }

    private List<Figure> figures(Side ours, Side busy) {
        Samples our = ours.all();
        Samples their = busy.all();
        String detail = "latchkey " + ours + "; busy timeout " + busy;
        return List.of(
                figure("processes_p99", our.percentile(99) / (double) our.median(), "x", Target.atMost(10), detail),
                figure("processes_slowest", our.slowest() / 1e6, " ms", Target.atMost(100), detail),
                figure(
                        "processes_slowest_vs_busy",
                        their.slowest() / (double) our.slowest(),
                        "x",
                        Target.atLeast(15),
                        detail),
                figure("processes_shares", ours.unfairness(), " %", Target.atMost(5), detail),
                figure("processes_total", our.size() / (double) their.size(), "x", Target.atLeast(0.8), detail));
    }

    private Figure figure(String what, double value, String unit, Target target, String detail) {
        return new Figure(name(), what, value, unit, target, detail);
    }
}
