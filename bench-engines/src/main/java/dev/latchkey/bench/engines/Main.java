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

    private static final List<String> BY_HAND = List.of("load", "save", "save_vs_single", "handoff");

    private static final List<Bulk.Start> GROWING = List.of(Bulk::postgres, Bulk::sqlite);

    /** Databases go beside what was built, on the same disk. */
    static final Bench BENCH = new Bench(
            "Measures Latchkey on databases beside hand-written programs and other libraries, on servers that it starts.",
            List.of(
                    new LoadScenario("postgres", PostgresGround::start),
                    new SaveScenario("postgres", PostgresGround::start),
                    new HandOffScenario("postgres", PostgresGround::start),
                    spring("postgres-spring", Duration.ofMillis(100)),
                    spring("postgres-spring-polling", Duration.ofMillis(5)),
                    new LoadScenario("mariadb", MariadbGround::start),
                    new SaveScenario("mariadb", MariadbGround::start),
                    new LoadScenario("redis", RedisGround::start),
                    new SaveScenario("redis", RedisGround::start),
                    new HandOffScenario("redis", RedisGround::start),
                    new PeerScenario(
                            "redis-redisson",
                            RedisGround::start,
                            (ground, payload) -> new RedissonPeer(((RedisGround) ground).port(), payload)),
                    new GrowthProcessesScenario(GROWING, List.of(1, 2, 4, 8)),
                    new GrowthStoredScenario(GROWING, List.of(1_000, 10_000, 100_000, 1_000_000)),
                    new GrowthOpenScenario(GROWING, List.of(10, 100, 1_000, 10_000, 100_000))),
            List.of(
                    new Summary(
                            "bench postgres", List.of("postgres-load", "postgres-save", "postgres-handoff"), BY_HAND),
                    new Summary(
                            "bench postgres: Spring's JdbcLockRegistry (no fence)", List.of("postgres-spring"), PEER),
                    new Summary(
                            "bench postgres: the same, polling each 5 ms", List.of("postgres-spring-polling"), PEER),
                    new Summary(
                            "bench mariadb",
                            List.of("mariadb-load", "mariadb-save"),
                            List.of("load", "save", "save_vs_single")),
                    new Summary("bench redis", List.of("redis-load", "redis-save", "redis-handoff"), BY_HAND),
                    new Summary(
                            "bench redis: Redisson's RFencedLock (its token unused)", List.of("redis-redisson"), PEER),
                    growth("growth-processes", "1 to 8 server processes"),
                    growth("growth-stored", "1,000 to 1,000,000 stored"),
                    growth("growth-open", "10 to 100,000 open")),
            Path.of("bench-engines", "target"));

    private Main() {}

    /** The last size to the first. */
    private static Summary growth(String scenario, String range) {
        return new Summary(
                "bench " + scenario + " (" + range + ")",
                List.of(scenario),
                List.of("postgres_load", "postgres_save", "sqlite_load", "sqlite_save"));
    }

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
