package dev.latchkey.engine.redis;

import java.util.concurrent.locks.ReentrantLock;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;

/** A connection on which one thread reads what is published while others subscribe. */
final class BusConnection extends Connection {
    private final ReentrantLock writing = new ReentrantLock();

    BusConnection(HostAndPort server, JedisClientConfig config) {
        super(server, config);
    }

    /** Sends without waiting for the reply, which the reading thread gets. */
    void tell(Protocol.Command command, byte[]... arguments) {
        writing.lock();
        try {
            sendCommand(command, arguments);
            flush();
        } finally {
            writing.unlock();
        }
    }
}
