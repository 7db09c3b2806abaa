package dev.latchkey.bench.engines;

import dev.latchkey.Latchkey;
import dev.latchkey.Options;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.bench.PlayerData;
import dev.latchkey.spi.ForwardingEngine;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.StorageEngine;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Two servers on one store, between which profiles go to and fro. Of one thread. */
final class Travel implements AutoCloseable {
    private static final int PROFILES = 8;

    private final End left;
    private final End right;
    private int hops;

    Travel(String url) {
        left = new End(url, "left");
        right = new End(url, "right");
        for (int i = 0; i < PROFILES; i++) {
            left.load("p" + i);
        }
    }

    /** The next profile goes to the other server: nanoseconds from the first open that was refused to "writable there". */
    long hop() {
        End to = hops / PROFILES % 2 == 0 ? right : left;
        return to.load("p" + hops++ % PROFILES);
    }

    @Override
    public void close() {
        left.close();
        right.close();
    }

    /** One of the two. */
    private static final class End implements AutoCloseable {
        private final Noting engine;
        private final dev.latchkey.spi.MessageBus bus;
        private final Latchkey latchkey;
        private final ProfileStore<PlayerData> players;

        End(String url, String name) {
            engine = new Noting(PlugIns.engine(url));
            bus = PlugIns.bus(url);
            latchkey = Latchkey.with(engine, bus, Options.DEFAULT.withName(name));
            players = latchkey.profiles("travelling", PlayerData.class, PlayerData::fresh);
        }

        long load(String key) {
            engine.refused.set(0);
            Profile<PlayerData> profile = players.load(key);
            if (!profile.isActive()) {
                throw new IllegalStateException("not active: " + profile);
            }
            long writable = System.nanoTime();
            profile.update(data -> data.withGold(data.gold() + 1));
            return writable - engine.refused.get();
        }

        @Override
        public void close() {
            latchkey.close();
            bus.close();
            engine.close();
        }
    }

    /** Notes when an open was refused first. */
    private static final class Noting extends ForwardingEngine {
        private final AtomicLong refused = new AtomicLong();

        Noting(StorageEngine engine) {
            super(engine);
        }

        @Override
        public List<Outcome<OpenReply>> open(List<Open> opens) {
            List<Outcome<OpenReply>> outcomes = super.open(opens);
            for (Outcome<OpenReply> outcome : outcomes) {
                if (outcome instanceof Outcome.Done<OpenReply>(OpenReply reply) && reply instanceof OpenReply.Held) {
                    refused.compareAndSet(0, System.nanoTime());
                }
            }
            return outcomes;
        }
    }
}
