package dev.latchkey.testkit;

import dev.latchkey.Latchkey;
import java.util.concurrent.CompletableFuture;

/** One game server of a {@link TestNetwork}, and what can happen to it. Thread-safe. */
public final class TestServer {
    private final TestNetwork network;
    private final TestHost host;
    private final FaultyEngine engine;
    private final BreakableBus bus;
    private final Latchkey latchkey;

    TestServer(TestNetwork network, TestHost host, FaultyEngine engine, BreakableBus bus, Latchkey latchkey) {
        this.network = network;
        this.host = host;
        this.engine = engine;
        this.bus = bus;
        this.latchkey = latchkey;
    }

    /** What the game code under test works with. */
    public Latchkey latchkey() {
        return latchkey;
    }

    /** What goes wrong between this server and the store, for example {@code store().outage(true)}. */
    public FaultPlan store() {
        return engine.plan();
    }

    /** What goes wrong between this server and the bus. */
    public BreakableBus bus() {
        return bus;
    }

    /** It is gone without a word: nothing of it reaches store or bus any more, ever. */
    public void crash() {
        host.crash();
        bus.cut();
        engine.plan().outage(true);
    }

    /** It stands still, as under a long garbage collection; only what the test itself calls goes on. */
    public void pause() {
        host.pause();
    }

    /** It goes on. */
    public void resume() {
        host.resume();
    }

    /** Shuts down in good order; time goes on meanwhile as far as needed. Does nothing after a crash. */
    public void close() {
        if (!host.isCrashed()) {
            host.resume();
            CompletableFuture<Boolean> closed = new CompletableFuture<>();
            host.run(() -> {
                latchkey.close();
                closed.complete(true);
            });
            network.await(closed);
        }
    }

    TestHost host() {
        return host;
    }
}
