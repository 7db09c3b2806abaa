package dev.latchkey.bench;

import java.nio.file.Path;
import java.util.List;

/** {@code make bench}: runs the scenarios and prints their figures, at the end in one line. */
public final class Main {
    /** Databases go beside what was built, on the same disk. */
    static final Bench BENCH = new Bench(
            "Measures Latchkey beside a hand-written program on the same disk.",
            List.of(
                    new LoadScenario(),
                    new SaveScenario(),
                    new ProcessesScenario(),
                    new HandOffScenario(),
                    new SessionsScenario(),
                    new MassScenario()),
            List.of(new Summary(
                    "bench", List.of(), List.of("load", "save", "save_vs_single", "handoff", "heap_per_session"))),
            Path.of("bench", "target"));

    private Main() {}

    /** See {@code --help}. */
    public static void main(String[] args) throws Exception {
        BENCH.start(args);
    }
}
