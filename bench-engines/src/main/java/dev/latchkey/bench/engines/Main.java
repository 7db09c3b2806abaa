package dev.latchkey.bench.engines;

import dev.latchkey.bench.Bench;
import dev.latchkey.bench.Summary;
import java.nio.file.Path;
import java.util.List;

/** {@code make bench-engines}: Latchkey on databases beside programs written by hand, and beside other libraries. */
public final class Main {
    /** Databases go beside what was built, on the same disk. */
    static final Bench BENCH = new Bench(
            "Measures Latchkey on databases beside hand-written programs and other libraries, on servers that it starts.",
            List.of(
                    new LoadScenario("postgres", PostgresGround::start),
                    new SaveScenario("postgres", PostgresGround::start),
                    new HandOffScenario("postgres", PostgresGround::start)),
            List.of(new Summary(
                    "bench postgres", "postgres-", List.of("load", "save", "save_vs_single", "handoff"))),
            Path.of("bench-engines", "target"));

    private Main() {}

    /** See {@code --help}. */
    public static void main(String[] args) throws Exception {
        BENCH.main(args);
    }
}
