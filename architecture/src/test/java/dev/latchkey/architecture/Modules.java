package dev.latchkey.architecture;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The modules, and which others each of them may see: plug-ins → spi ← core ← client ← the rest. */
final class Modules {
    private static final String SPI = "dev.latchkey.spi";
    private static final String CORE = "dev.latchkey.core";
    private static final String CLIENT = "dev.latchkey";
    private static final String MEMORY = "dev.latchkey.engine.memory";
    private static final String SQLITE = "dev.latchkey.engine.sqlite";
    private static final String SQL = "dev.latchkey.engine.sql";
    private static final String POSTGRES = "dev.latchkey.engine.postgres";
    private static final String MARIADB = "dev.latchkey.engine.mariadb";
    private static final String TABLE = "dev.latchkey.engine.table";
    private static final String LOCAL = "dev.latchkey.bus.local";
    private static final String QUEUE = "dev.latchkey.bus.queue";
    private static final String REDIS = "dev.latchkey.engine.redis";
    private static final String NATS = "dev.latchkey.bus.nats";
    private static final String JSON = "dev.latchkey.json";

    private static final String MICROMETER = "dev.latchkey.micrometer";

    private static final String BENCH = "dev.latchkey.bench";

    /** Whom a module may see besides itself, by the name of the module, which is also its exported package. */
    static final Map<String, Set<String>> SEES = Map.ofEntries(
            Map.entry(SPI, Set.of()),
            Map.entry(CORE, Set.of(SPI)),
            Map.entry(MEMORY, Set.of(SPI)),
            Map.entry(SQLITE, Set.of(SPI)),
            Map.entry(SQL, Set.of(SPI)),
            Map.entry(POSTGRES, Set.of(SPI, SQL)),
            Map.entry(MARIADB, Set.of(SPI, SQL)),
            Map.entry(TABLE, Set.of(SPI)),
            Map.entry(REDIS, Set.of(SPI, TABLE, QUEUE)),
            Map.entry("dev.latchkey.engine.dynamodb", Set.of(SPI, TABLE)),
            Map.entry(LOCAL, Set.of(SPI)),
            Map.entry(QUEUE, Set.of(SPI)),
            Map.entry(NATS, Set.of(SPI, QUEUE)),
            Map.entry(JSON, Set.of(SPI)),
            Map.entry(CLIENT, Set.of(SPI, CORE)),
            Map.entry(MICROMETER, Set.of(SPI, CLIENT)),
            Map.entry("dev.latchkey.spring", Set.of(SPI, CLIENT, POSTGRES, MARIADB, MICROMETER)),
            Map.entry("dev.latchkey.testkit", Set.of(SPI, CLIENT, MEMORY, LOCAL)),
            Map.entry("dev.latchkey.simulation", Set.of(SPI, CORE, MEMORY)),
            Map.entry("dev.latchkey.cli", Set.of(SPI, CLIENT, SQLITE, POSTGRES, MARIADB, LOCAL, JSON)),
            Map.entry(BENCH, Set.of(SPI, CORE, CLIENT, SQLITE, LOCAL, JSON)),
            Map.entry("dev.latchkey.bench.engines", Set.of(SPI, CLIENT, POSTGRES, BENCH)),
            Map.entry("dev.latchkey.faults", Set.of()));

    /** Modules that are for some others only: they export their package to these. */
    static final Map<String, Set<String>> SHARED = Map.of(SQL, Set.of(POSTGRES, MARIADB), QUEUE, Set.of(NATS, REDIS));

    private Modules() {}

    /** The module that a package belongs to: the one whose package it is, or lies in the internals of. */
    static Optional<String> of(String packageName) {
        String exported = packageName.replaceFirst("\\.internal(\\..*)?$", "");
        return SEES.containsKey(exported) ? Optional.of(exported) : Optional.empty();
    }

    static boolean internal(String packageName) {
        return packageName.endsWith(".internal") || packageName.contains(".internal.");
    }

    /** Whether it is ours at all. */
    static boolean ours(String packageName) {
        return packageName.equals(CLIENT) || packageName.startsWith(CLIENT + ".");
    }
}
