package dev.latchkey.bench.engines;

import dev.latchkey.Latchkey;
import dev.latchkey.Options;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.bench.PlayerData;
import dev.latchkey.spi.MessageBus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A server whose calls of the store are counted, with its engine's own bus. Of one thread. */
final class CountedServer implements AutoCloseable {
    /** Short, so that many beats go by in little time. */
    static final Duration LEASE = Duration.ofSeconds(3);

    /** A third of the lease (L1). */
    static final Duration BEAT = LEASE.dividedBy(3);

    private static final int AT_ONCE = 5_000;

    private final CountingEngine engine;
    private final MessageBus bus;
    private final Latchkey latchkey;
    private final ProfileStore<PlayerData> players;
    private final List<Profile<PlayerData>> open = new ArrayList<>();

    CountedServer(String url, String name) {
        engine = new CountingEngine(PlugIns.engine(url));
        bus = PlugIns.bus(engine.defaultBus().orElseThrow());
        latchkey = Latchkey.with(
                engine,
                bus,
                Options.DEFAULT
                        .withName(name)
                        .withLease(LEASE)
                        .withAutoSave(Duration.ofMinutes(30))
                        .withDrain(Duration.ofMinutes(5)));
        players = latchkey.profiles(Bulk.STORE, PlayerData.class, PlayerData::fresh);
    }

    CountingEngine engine() {
        return engine;
    }

    Stroll stroll() {
        return new Stroll(players);
    }

    /** Opens {@code p<from>} to {@code p<to - 1>} and keeps them. */
    void open(int from, int to) {
        for (int first = from; first < to; first += AT_ONCE) {
            List<CompletableFuture<Profile<PlayerData>>> loads = new ArrayList<>();
            for (int i = first; i < Math.min(to, first + AT_ONCE); i++) {
                loads.add(players.loadAsync("p" + i));
            }
            loads.forEach(load -> open.add(load.join()));
        }
    }

    @Override
    public void close() {
        latchkey.close();
        bus.close();
        engine.close();
    }
}
