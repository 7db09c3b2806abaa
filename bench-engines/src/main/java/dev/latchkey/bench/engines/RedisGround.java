package dev.latchkey.bench.engines;

import dev.latchkey.bench.Site;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Redis, durable: {@code appendonly yes}, {@code appendfsync always}. Thread-safe. */
record RedisGround(RedisServer server) implements Ground {
    private static final int TOGETHER = 256;

    static Ground start(Site site) throws IOException {
        return new RedisGround(RedisServer.start(site.file("redis")));
    }

    int port() {
        return server.port();
    }

    @Override
    public String url() {
        return "redis://127.0.0.1:" + port() + "/0";
    }

    @Override
    public ByHand byHand(int profiles, byte[] payload) {
        RedisByHand made = new RedisByHand(port());
        for (int i = 0; i < profiles; i++) {
            made.put("p" + i, payload);
        }
        return made;
    }

    @Override
    public Savers savers(Way way, int callers, byte[] payload) {
        SharedConnections<RedisByHand.Save> shared = switch (way) {
            case TOGETHER -> shared(2, TOGETHER);
            case ONE_BY_ONE -> shared(1, 1);
            case POOL -> shared(16, 1);
        };
        List<Runnable> all = new ArrayList<>();
        try (RedisByHand first = new RedisByHand(port())) {
            for (int i = 0; i < callers; i++) {
                String key = way + "-" + i;
                first.put(key, payload);
                first.claim(key);
                all.add(new Caller(shared, first.claimed(), payload));
            }
        }
        return new Savers(all, shared);
    }

    private SharedConnections<RedisByHand.Save> shared(int many, int most) {
        return new SharedConnections<>(
                Stream.generate(() -> new RedisByHand(port())).limit(many).toList(), most);
    }

    @Override
    public void close() {
        server.close();
    }

    /** One session. */
    private static final class Caller implements Runnable {
        private final SharedConnections<RedisByHand.Save> shared;
        private final byte[] payload;
        private RedisByHand.Claimed seen;

        Caller(SharedConnections<RedisByHand.Save> shared, RedisByHand.Claimed seen, byte[] payload) {
            this.shared = shared;
            this.seen = seen;
            this.payload = payload;
        }

        @Override
        public void run() {
            shared.save(new RedisByHand.Save(seen, RedisByHand.id(), payload));
            seen = seen.next();
        }
    }
}
