package dev.latchkey.faults.internal.run;

import dev.latchkey.faults.internal.proxy.Proxy;
import dev.latchkey.faults.internal.server.Database;
import dev.latchkey.faults.internal.server.Nats;
import dev.latchkey.faults.internal.server.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One fault on one engine: servers, proxies, players, what breaks, and the check. For one thread. */
public final class Run {
    private static final int SERVERS = 4;
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final int DISK_MEBIBYTES = 160;
    private static final Duration HOME = Duration.ofSeconds(90);

    private final Fault fault;
    private final Engine engine;
    private final long seed;
    private final Consumer<String> say;

    /**
     * @param say gets what happens, line by line
     */
    public Run(Fault fault, Engine engine, long seed, Consumer<String> say) {
        this.fault = fault;
        this.engine = engine;
        this.seed = seed;
        this.say = say;
    }

    /**
     * All of it.
     *
     * @throws IOException if something does not start, or the check does not come to its end; all logs are kept then
     */
    public Line run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("latchkey-faults");
        say.accept("logs of the servers and players: " + folder);
        if (!fault.isOfDisk()) {
            return run(folder, Optional.empty(), Path.of(System.getProperty("java.io.tmpdir")));
        }
        try (SmallDisk disk = SmallDisk.mount(DISK_MEBIBYTES)) {
            return run(folder, Optional.of(disk), disk.folder());
        }
    }

    private Line run(Path folder, Optional<SmallDisk> disk, Path parent) throws IOException, InterruptedException {
        List<Proxy> proxies = new ArrayList<>();
        Optional<Nats> bus = engine.startBus();
        try (Database database = engine.start(fault, parent)) {
            List<Proxy> stores = proxies(database.port(), proxies);
            List<Proxy> buses = proxies(bus.map(Nats::port).orElseGet(database::port), proxies);
            try (Players players = new Players(
                    urls(database::url, stores),
                    urls(bus.isPresent() ? Nats::url : database::url, buses),
                    database.url(database.port()),
                    fault.minutesApart(),
                    LEASE,
                    folder,
                    seed,
                    say)) {
                players.await();
                fault.strike(new Scene(database, bus, disk, stores, buses, players, LEASE, say));
                Line line = new Line(fault, engine, players.home(HOME));
                if (line.isClean()) {
                    delete(folder);
                }
                return line;
            }
        } finally {
            proxies.forEach(Proxy::close);
            bus.ifPresent(Nats::close);
        }
    }

    private static List<Proxy> proxies(int port, List<Proxy> all) {
        List<Proxy> some =
                IntStream.range(0, SERVERS).mapToObj(i -> Proxy.before(port)).toList();
        all.addAll(some);
        return some;
    }

    private static List<String> urls(IntFunction<String> url, List<Proxy> proxies) {
        return proxies.stream().map(proxy -> url.apply(proxy.port())).toList();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
