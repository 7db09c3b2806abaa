package dev.latchkey.bench.engines;

import dev.latchkey.bench.Bench;
import dev.latchkey.bench.Scenario;
import dev.latchkey.bench.Summary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code make bench-engines}: Latchkey on databases beside programs written by hand, and beside other libraries. */
public final class Main {
    private static final List<String> PEER =
            List.of("sessions_1", "sessions_16", "handoff", "latchkey_1", "latchkey_16", "latchkey_handoff");

    /** Databases go beside what was built, on the same disk. */
    static final Bench BENCH = new Bench(
            "Measures Latchkey on databases beside hand-written programs and other libraries, on servers that it starts.",
            List.of(
                    new LoadScenario("postgres", PostgresGround::start),
                    new SaveScenario("postgres", PostgresGround::start),
                    new HandOffScenario("postgres", PostgresGround::start),
                    spring("postgres-spring", Duration.ofMillis(100)),
                    spring("postgres-spring-polling", Duration.ofMillis(5))),
            List.of(
                    new Summary(
                            "bench postgres",
                            List.of("postgres-load", "postgres-save", "postgres-handoff"),
                            List.of("load", "save", "save_vs_single", "handoff")),
                    new Summary(
                            "bench postgres: Spring's JdbcLockRegistry (no fence)", List.of("postgres-spring"), PEER),
                    new Summary(
                            "bench postgres: the same, polling each 5 ms", List.of("postgres-spring-polling"), PEER)),
            Path.of("bench-engines", "target"));

    private Main() {}

    private static Scenario spring(String name, Duration patience) {
        return new PeerScenario(
                name,
                PostgresGround::start,
                (ground, payload) -> new SpringPeer(((PostgresGround) ground).jdbcUrl(), payload, patience));
    }

    /** See {@code --help}. */
    public static void main(String[] args) throws Exception {
        BENCH.start(args);
    }
}
