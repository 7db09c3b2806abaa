package dev.latchkey.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Runs simulations from the command line: {@code --seeds N} for N seeds, all planted bugs and the large
 * explorations; {@code --seed N} for one, {@code --trace} to read it; {@code --minutes N} bounds all explorations together, {@code --states N} each.
 */
public final class Main {
    private static final int CHUNK = 100;
    private final ExecutorService workers = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().factory());

    private Main() {}

    /** Ends with status 1 where a seed fails or a planted bug is not found. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws InterruptedException {
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (IllegalArgumentException bad) {
            System.err.println(bad.getMessage());
            System.exit(2);
            return;
        }
        boolean well = arguments.seed() >= 0 ? one(arguments) : new Main().all(arguments);
        System.exit(well ? 0 : 1);
    }

    private static boolean one(Arguments arguments) {
        Run run = Run.of(arguments.seed(), arguments.trace() ? System.out::println : line -> {});
        if (run.failed()) {
            System.out.println(arguments.trace() ? run.summary() : run.report());
        }
        System.out.println("sim: seeds=1 failing=" + (run.failed() ? 1 : 0) + " trace=" + Long.toHexString(run.hash())
                + " lines=" + run.lines());
        return !run.failed();
    }

    private boolean all(Arguments arguments) throws InterruptedException {
        long failing = seeds(arguments.seeds());
        int caught = planted();
        long states = explore(arguments);
        int bugs = PlantedBug.values().length;
        System.out.println("sim: seeds=" + arguments.seeds() + " failing=" + (failing + (states < 0 ? 1 : 0))
                + " planted=" + caught + "/" + bugs + " states=" + Math.abs(states));
        return failing == 0 && caught == bugs && states >= 0;
    }

    private long seeds(long count) throws InterruptedException {
        List<Future<Long>> chunks = new ArrayList<>();
        for (long from = 1; from <= count; from += CHUNK) {
            long first = from;
            long last = Math.min(count, from + CHUNK - 1);
            chunks.add(workers.submit(() -> chunk(first, last)));
        }
        long failing = 0;
        for (int i = 0; i < chunks.size(); i++) {
            failing += get(chunks.get(i));
            if (i % 10 == 9) {
                System.out.println("seeds up to " + (i + 1) * CHUNK + ": failing=" + failing);
            }
        }
        return failing;
    }

    /** Each seed twice: the second time must be the same to the letter. */
    private static long chunk(long first, long last) {
        long failing = 0;
        Consumer<String> unread = line -> {};
        for (long seed = first; seed <= last; seed++) {
            Run run = Run.of(seed, unread);
            boolean same = Run.of(seed, unread).hash() == run.hash();
            if (run.failed() || !same) {
                failing++;
                System.out.println(same ? run.report() : "seed=" + seed + " runs differently the second time");
            }
        }
        return failing;
    }

    private int planted() throws InterruptedException {
        List<Future<Boolean>> found = new ArrayList<>();
        for (PlantedBug bug : PlantedBug.values()) {
            found.add(workers.submit(() -> planted(bug)));
        }
        int caught = 0;
        for (Future<Boolean> each : found) {
            caught += get(each) ? 1 : 0;
        }
        return caught;
    }

    private static boolean planted(PlantedBug bug) {
        Run run = bug.find();
        System.out.println("planted " + bug + ": "
                + (run == null
                        ? "NOT FOUND by oracle " + bug.oracles()
                        : "found by oracle " + run.oracle() + " at seed " + run.seed()));
        return run != null;
    }

    /** The number of states, negative where one was bad. Time that one does not need is for the others. */
    private static long explore(Arguments arguments) throws InterruptedException {
        long end = System.nanoTime() + arguments.exploring().toNanos();
        long states = 0;
        boolean bad = false;
        int left = Configurations.LARGE.size();
        for (Bounds bounds : Configurations.LARGE) {
            Duration share =
                    Duration.ofNanos(Math.max(0, end - System.nanoTime())).dividedBy(left--);
            Explorer.Report report = new Explorer(bounds, Subject.SHIPPED)
                    .explore(
                            Limits.within(arguments.states(), share),
                            Runtime.getRuntime().availableProcessors(),
                            sofar -> System.out.println("exploring " + bounds.name() + ": states=" + sofar));
            states += report.states();
            bad |= report.failed();
            System.out.println(report.summary());
            if (report.failed()) {
                System.out.println(report.trace());
            }
        }
        return bad ? -states : states;
    }

    private static <T> T get(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a worker failed", failed.getCause());
        }
    }
}
