package dev.latchkey.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Explores every order of events of a {@link SmallWorld}. Nodes cannot be copied, so a state is the path that leads to
 * it: one of its successors is reached from the state itself, the others by going the path once more. States are told
 * apart by a 64-bit {@link Fingerprint}.
 */
final class Explorer {
    /**
     * What an exploration found.
     *
     * @param states how many different ones
     * @param steps how many transitions
     * @param depth of the deepest state
     * @param whole whether every state within the bounds was reached
     * @param oracle that found something, 0 for an exception, negative for none
     * @param trace of the first violation, empty for none
     */
    record Report(String name, long states, long steps, int depth, boolean whole, int oracle, String trace) {
        String summary() {
            return "explored " + name + ": states=" + states + " steps=" + steps + " depth=" + depth
                    + (whole ? " whole" : failed() ? " failed" : " bounded");
        }

        boolean failed() {
            return oracle >= 0;
        }
    }

    private record Bad(Frontier.Step path, int oracle, String message) {}

    private static final int CALM_EVERY = 16;
    private static final int TOLD_EVERY = 1 << 16;
    /** A shorter way to a violation is looked for in so many states. */
    private static final long SHORTER_WITHIN = 200_000;

    private final Bounds bounds;
    private final Subject subject;
    private final AtomicReference<@Nullable Bad> bad = new AtomicReference<>();

    Explorer(Bounds bounds, Subject subject) {
        this.bounds = bounds;
        this.subject = subject;
    }

    /**
     * Everything, deepest first; a violation is then looked for on a shorter path.
     *
     * @param progress is told the number of states now and then, by any thread
     */
    Report explore(Limits limits, int threads, LongConsumer progress) throws InterruptedException {
        Report report = explore(new Search(false, limits, progress), threads);
        if (!report.failed()) {
            return report;
        }
        Report shorter = shallow(SHORTER_WITHIN);
        return shorter.failed() ? shorter : report;
    }

    /** The states nearest to the beginning: the first violation has a shortest path. */
    Report shallow(long most) {
        Search search = new Search(true, Limits.states(most), states -> {});
        bad.set(null);
        search.run();
        return search.report();
    }

    private static Report explore(Search search, int threads) throws InterruptedException {
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(workers.submit(search));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("an exploration broke off", failed.getCause());
        }
        return search.report();
    }

    /** One exploration; several threads may run it. */
    private final class Search implements Runnable {
        private final Seen seen = new Seen();
        private final Frontier frontier;
        private final Limits limits;
        private final LongConsumer progress;
        private long states;
        private long steps;
        private int depth;
        private boolean cut;

        Search(boolean oldestFirst, Limits limits, LongConsumer progress) {
            frontier = new Frontier(oldestFirst);
            this.limits = limits;
            this.progress = progress;
            frontier.add(new Frontier.Place(null, 0, 0, null), 0);
        }

        @Override
        public void run() {
            try {
                for (Frontier.Place place = frontier.take(); place != null; place = frontier.take()) {
                    expand(place);
                    frontier.done();
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                frontier.close();
            }
        }

        private void expand(Frontier.Place place) {
            Frontier.Step path = place.path();
            if (seen.isBeaten(place.print(), place.used())) {
                return;
            }
            SmallWorld world = place.world() == null ? go(path, Trace.deaf()) : place.world();
            List<Choice> choices = world.choices();
            int reached = path == null ? 1 : path.depth() + 1;
            for (int i = 0; i < choices.size(); i++) {
                Frontier.Step step = new Frontier.Step(path, choices.get(i), reached);
                SmallWorld there = i == choices.size() - 1 ? world : go(path, Trace.deaf());
                try {
                    arrive(there, step);
                } catch (Violation violation) {
                    found(new Bad(step, violation.number(), String.valueOf(violation.getMessage())));
                    return;
                } catch (RuntimeException bug) {
                    found(new Bad(step, 0, bug + " at " + Arrays.toString(bug.getStackTrace())));
                    return;
                }
            }
            count(choices.size(), reached - 1);
        }

        private void arrive(SmallWorld there, Frontier.Step step) {
            there.take(step.choice());
            int[] order = new int[there.servers.size()];
            long print = Fingerprint.of(there, order);
            long used = Budget.used(there, order);
            if (!seen.add(print, used)) {
                return;
            }
            boolean calm = print % CALM_EVERY == 0;
            int sum = Budget.sum(there);
            if (calm) {
                Calm.check(there);
            }
            frontier.add(new Frontier.Place(step, print, used, calm ? null : there), sum);
        }

        private synchronized void count(int taken, int reached) {
            states++;
            steps += taken;
            depth = Math.max(depth, reached);
            if (states % TOLD_EVERY == 0) {
                progress.accept(states);
            }
            if (limits.reached(states)) {
                cut = true;
                frontier.close();
            }
        }

        private void found(Bad one) {
            bad.compareAndSet(null, one);
            frontier.close();
        }

        synchronized Report report() {
            Bad first = bad.get();
            return first == null
                    ? new Report(bounds.name(), states, steps, depth, !cut, -1, "")
                    : new Report(
                            bounds.name(), states, steps, first.path().depth(), false, first.oracle(), aloud(first));
        }
    }

    private SmallWorld go(Frontier.@Nullable Step path, Trace trace) {
        Mode mode = bounds.most(Choice.Kind.BURY) > 0 ? Mode.BURIAL : Mode.TIMED;
        SmallWorld world = new SmallWorld(bounds, subject, Oracles.of(mode), trace);
        List<Choice> choices = new ArrayList<>();
        for (Frontier.Step step = path; step != null; step = step.before()) {
            choices.add(step.choice());
        }
        for (Choice choice : choices.reversed()) {
            world.again(choice);
        }
        return world;
    }

    /** Goes the bad way once more. */
    private String aloud(Bad first) {
        List<String> lines = new ArrayList<>();
        try {
            Calm.check(go(first.path(), new Trace(lines::add)));
        } catch (RuntimeException again) {
            lines.add(String.valueOf(again.getMessage()));
        }
        lines.add(first.message());
        return String.join("\n", lines);
    }
}
