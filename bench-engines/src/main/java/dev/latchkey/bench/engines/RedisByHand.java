package dev.latchkey.bench.engines;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;

/** One hash per profile and its conditional writes, as scripts on one connection: no leases, no mail, no audit. */
final class RedisByHand implements Ground.ByHand, SharedConnections.Saving<RedisByHand.Save> {
    /** A granted session. */
    record Claimed(String key, long token, String claim, long version) {
        Claimed next() {
            return new Claimed(key, token, claim, version + 1);
        }
    }

    private static final String CLAIM = """
            local p = redis.call('HMGET', KEYS[1], 'owner', 'token', 'version', 'payload')
            if p[1] or not p[4] then return false end
            redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'claim', ARGV[2], 'updated', ARGV[3], 'token', p[2] + 1)
            return { p[2] + 1, tonumber(p[3]), p[4] }
            """;
    private static final String FENCE = """
            local p = redis.call('HMGET', KEYS[1], 'token', 'claim', 'version')
            if p[1] ~= ARGV[1] or p[2] ~= ARGV[2] or p[3] ~= ARGV[3] then return 0 end
            redis.call('HSET', KEYS[1], 'version', p[3] + 1, 'write', ARGV[4], 'updated', ARGV[5])
            """;
    private static final String SAVE = FENCE + "redis.call('HSET', KEYS[1], 'payload', ARGV[6])\nreturn 1\n";
    private static final String RELEASE = FENCE + "redis.call('HDEL', KEYS[1], 'owner', 'claim')\nreturn 1\n";
    private static final SplittableRandom RANDOM = new SplittableRandom();

    private final Connection connection;
    private final byte[] claim;
    private final byte[] save;
    private final byte[] release;
    private @Nullable Claimed claimed;

    RedisByHand(int port) {
        connection = new Connection("127.0.0.1", port);
        claim = script(CLAIM);
        save = script(SAVE);
        release = script(RELEASE);
    }

    private byte[] script(String text) {
        connection.sendCommand(Protocol.Command.SCRIPT, bytes("LOAD"), bytes(text));
        return (byte[]) connection.getOne();
    }

    static synchronized String id() {
        return "%016x%016x".formatted(RANDOM.nextLong(), RANDOM.nextLong());
    }

    /** A free profile. */
    void put(String key, byte[] payload) {
        connection.sendCommand(
                Protocol.Command.HSET,
                name(key),
                bytes("token"),
                bytes("0"),
                bytes("version"),
                bytes("0"),
                bytes("payload"),
                payload);
        Object unused = connection.getOne();
    }

    Claimed claimed() {
        Claimed found = claimed;
        if (found == null) {
            throw new IllegalStateException("nothing was claimed");
        }
        return found;
    }

    @Override
    public void claim(String key) {
        String id = id();
        connection.sendCommand(Protocol.Command.EVALSHA, claim, bytes("1"), name(key), bytes("me"), bytes(id), now());
        if (!(connection.getOne() instanceof List<?> reply) || ((byte[]) reply.get(2)).length == 0) {
            throw new IllegalStateException("somebody has it: key=" + key);
        }
        claimed = new Claimed(key, (Long) reply.get(0), id, (Long) reply.get(1));
    }

    @Override
    public void release() {
        send(release, claimed(), id(), null);
        check(connection.getOne());
    }

    @Override
    public void save(byte[] payload) {
        saveAll(List.of(new Save(claimed(), id(), payload)));
        claimed = claimed().next();
    }

    /** What is to be saved. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Save(Claimed seen, String write, byte[] payload) {}

    @Override
    public void saveAll(List<Save> saves) {
        for (Save each : saves) {
            send(save, each.seen(), each.write(), each.payload());
        }
        connection.getMany(saves.size()).forEach(RedisByHand::check);
    }

    private void send(byte[] script, Claimed seen, String write, byte @Nullable [] payload) {
        List<byte[]> arguments = new ArrayList<>(List.of(
                script,
                bytes("1"),
                name(seen.key()),
                bytes(Long.toString(seen.token())),
                bytes(seen.claim()),
                bytes(Long.toString(seen.version())),
                bytes(write),
                now()));
        if (payload != null) {
            arguments.add(payload);
        }
        connection.sendCommand(Protocol.Command.EVALSHA, arguments.toArray(byte[][]::new));
    }

    private static void check(Object reply) {
        if (!Long.valueOf(1).equals(reply)) {
            throw new IllegalStateException("the fence did not match: " + reply);
        }
    }

    private static byte[] now() {
        return bytes(Long.toString(System.currentTimeMillis()));
    }

    private static byte[] name(String key) {
        return bytes("by-hand:" + key);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        connection.close();
    }
}
