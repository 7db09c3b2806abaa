package dev.latchkey.testkit;

import dev.latchkey.Latchkey;
import dev.latchkey.Options;
import dev.latchkey.engine.memory.MemoryEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Several game servers in one JVM over one store and one bus in memory, with time turned by hand: for testing
 * what a game does when players hop, servers crash, stand still or are cut off.
 *
 * <pre>{@code
 * try (TestNetwork network = new TestNetwork()) {
 *     TestServer lobby = network.server("lobby");
 *     TestServer arena = network.server("arena");
 *     ...
 *     lobby.crash();
 *     var load = arena.latchkey().profiles(...).loadAsync("ada");
 *     network.await(load); // turns time until the lobby's lease is over
 * }
 * }</pre>
 *
 * Time stands still unless {@link #advance} or {@link #await} turns it, so a call that blocks until time passes
 * blocks for good: use the async twin and await it, or {@link #start} it. For one test thread.
 */
public final class TestNetwork implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final ManualClock clock = new ManualClock();
    private final MemoryEngine store = MemoryEngine.create(clock);
    private final Work work = new Work();
    private final TestBus.Hub hub = new TestBus.Hub();
    private final List<TestServer> servers = new ArrayList<>();

    /** A network without servers. */
    public TestNetwork() {}

    /** Starts a server with the default options. */
    public TestServer server(String name) {
        return server(name, options -> options);
    }

    /** Starts a server; its clocks and threads are the network's, whatever the options say. */
    public TestServer server(String name, UnaryOperator<Options> options) {
        TestHost host = new TestHost(name, clock, work);
        FaultyEngine engine = FaultyEngine.around(store.another());
        BreakableBus bus = new BreakableBus(new TestBus(hub, host));
        Options chosen = options.apply(Options.DEFAULT.withName(name)).withHost(host);
        TestServer server = new TestServer(this, host, engine, bus, Latchkey.with(engine, bus, chosen));
        servers.add(server);
        return server;
    }

    /** The time. */
    public ManualClock clock() {
        return clock;
    }

    /** The store as it is, without faults. */
    public MemoryEngine store() {
        return store;
    }

    /** How many messages were sent over the bus so far, the servers' own beats included. */
    public long messages() {
        return hub.sent().get();
    }

    /** Waits, in real time, until everything that is going on is done or waits for time or the test. */
    public void settle() {
        work.settle();
    }

    /**
     * Time goes on, from one alarm of a server to the next.
     *
     * @throws AssertionError if the servers do not come to rest
     */
    public void advance(Duration time) {
        long end = clock.nanos() + time.toNanos();
        while (true) {
            settle();
            long next = servers.stream()
                    .mapToLong(server -> server.host().nextAlarm())
                    .min()
                    .orElse(Long.MAX_VALUE);
            long now = Math.min(Math.max(next, clock.nanos()), end);
            clock.advance(Duration.ofNanos(now - clock.nanos()));
            servers.forEach(server -> server.host().ring(now));
            if (next > end) {
                settle();
                return;
            }
        }
    }

    /**
     * The result of a future, and time goes on until it is there.
     *
     * @throws RuntimeException that the future failed with
     * @throws AssertionError if it takes longer than 10 min of the network's time
     */
    public <R> R await(CompletableFuture<R> future) {
        settle();
        for (Duration waited = Duration.ZERO; !future.isDone(); waited = waited.plus(STEP)) {
            if (waited.compareTo(LONGEST) > 0) {
                throw new AssertionError("the future was not done within " + LONGEST + " of the network's time");
            }
            advance(STEP);
        }
        try {
            return future.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /** Runs a call that blocks and has no async twin on a thread of its own; {@link #await} it, or turn time. */
    public <R> CompletableFuture<R> start(Supplier<R> call) {
        CompletableFuture<R> future = new CompletableFuture<>();
        work.start("call", () -> {
            try {
                future.complete(call.get());
            } catch (RuntimeException | Error thrown) {
                future.completeExceptionally(thrown);
            }
        });
        return future;
    }

    /** Shuts down all servers that have not crashed, in the order of their names. */
    @Override
    public void close() {
        servers.stream()
                .sorted(Comparator.comparing(server -> server.latchkey().serverName()))
                .forEach(TestServer::close);
        settle();
        store.close();
    }
}
