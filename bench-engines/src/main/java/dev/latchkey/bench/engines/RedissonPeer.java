package dev.latchkey.bench.engines;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.redisson.Redisson;
import org.redisson.api.RBucket;
import org.redisson.api.RFencedLock;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;

/**
 * Redisson's fenced lock, and the data in a bucket beside it. The lock gives a token, but no bucket looks at it: a holder that
 * was paused past its lease (30 s) writes all the same.
 */
final class RedissonPeer implements Peer {
    private static final long PATIENCE_SECONDS = 30;
    private static final long LEASE_SECONDS = 30;

    private final List<RedissonClient> servers;
    private final byte[] payload;

    RedissonPeer(int port, byte[] payload) {
        this.payload = payload;
        servers = IntStream.range(0, 2)
                .mapToObj(i -> {
                    Config config = new Config();
                    config.useSingleServer().setAddress("redis://127.0.0.1:" + port);
                    return Redisson.create(config);
                })
                .toList();
    }

    @Override
    public Held take(int server, String key) {
        RFencedLock lock = servers.get(server).getFencedLock("lock:" + key);
        if (lock.tryLockAndGetToken(PATIENCE_SECONDS, LEASE_SECONDS, TimeUnit.SECONDS) == null) {
            throw new IllegalStateException("somebody kept it: key=" + key);
        }
        RBucket<byte[]> bucket = servers.get(server).getBucket("data:" + key, ByteArrayCodec.INSTANCE);
        byte[] found = bucket.get();
        byte[] data = found == null ? payload : found;
        return () -> {
            bucket.set(data.clone());
            lock.unlock();
        };
    }

    @Override
    public void close() {
        servers.forEach(RedissonClient::shutdown);
    }
}
