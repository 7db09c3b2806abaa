package dev.latchkey.engine.redis;

import dev.latchkey.bus.queue.Inbox;
import dev.latchkey.bus.queue.MessageQueue;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A message bus on Redis' publish and subscribe: a channel for each server, one connection that listens and one that
 * publishes. Messages wait in bounded queues; what does not fit, or comes while the server is away, is dropped. Both
 * connections are made anew by themselves. Thread-safe.
 */
public final class RedisBus implements MessageBus {
    private static final System.Logger LOG = System.getLogger(RedisBus.class.getName());
    private static final int MAX_MESSAGE_BYTES = 256 * 1024;
    private static final long REST_MILLIS = 200;
    /** How often the listening connection is tried; it is given up where nothing comes for three times as long. */
    private static final int PING_MILLIS = 5_000;

    private final RedisSettings settings;
    private final Connections connections;
    private final BusOutbox outbox;
    private final Map<String, List<Inbox>> inboxes = new ConcurrentHashMap<>();
    /** Never holds a message: what a closed bus has to be told by. */
    private final MessageQueue<byte[]> closing = new MessageQueue<>(message -> 0);

    private volatile @Nullable BusConnection listening;

    private RedisBus(RedisSettings settings) {
        this.settings = settings;
        this.connections = new Connections(settings);
        this.outbox = new BusOutbox(settings);
    }

    /**
     * Opens a bus on the server that the settings name; stores with another prefix do not hear it.
     *
     * @throws StoreException if the server cannot be reached
     */
    public static RedisBus open(RedisSettings settings) {
        RedisBus bus = new RedisBus(settings);
        try {
            bus.connect();
        } catch (JedisException e) {
            bus.close();
            throw new StoreException(
                    "the bus' server cannot be reached: server=" + settings.where() + " error=" + e.getMessage(), e);
        }
        Thread.ofVirtual().name("latchkey-bus-redis-listen").start(bus::listen);
        Thread.ofVirtual().name("latchkey-bus-redis-ping").start(bus::ping);
        return bus;
    }

    private String channel(Id server) {
        return settings.tag() + "/bus/" + server;
    }

    private static byte[] bytes(String channel) {
        return channel.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void publish(Id server, byte[] message) {
        if (message.length <= MAX_MESSAGE_BYTES) {
            outbox.offer(new BusOutbox.Message(bytes(channel(server)), message));
        }
    }

    @Override
    public Subscription subscribe(Id server, Consumer<byte[]> listener) {
        if (closing.isClosed()) {
            return () -> {};
        }
        String channel = channel(server);
        Inbox inbox = new Inbox("redis", server, listener);
        inboxes.compute(channel, (key, found) -> {
            List<Inbox> all = found == null ? new CopyOnWriteArrayList<>() : found;
            all.add(inbox);
            return all;
        });
        tell(Protocol.Command.SUBSCRIBE, channel);
        if (closing.isClosed()) {
            inbox.close();
        }
        return () -> {
            inbox.close();
            List<Inbox> left = inboxes.computeIfPresent(channel, (key, found) -> {
                found.remove(inbox);
                return found.isEmpty() ? null : found;
            });
            if (left == null) {
                tell(Protocol.Command.UNSUBSCRIBE, channel);
                if (inboxes.containsKey(channel)) {
                    // Somebody subscribed meanwhile.
                    tell(Protocol.Command.SUBSCRIBE, channel);
                }
            }
        };
    }

    /** Where that fails, the connection is broken, and the next one subscribes to all. */
    private void tell(Protocol.Command command, String... channel) {
        BusConnection connection = listening;
        if (connection != null) {
            try {
                byte[][] arguments = new byte[channel.length][];
                for (int i = 0; i < channel.length; i++) {
                    arguments[i] = bytes(channel[i]);
                }
                connection.tell(command, arguments);
            } catch (JedisException e) {
                LOG.log(System.Logger.Level.DEBUG, "the connection of the bus broke error={0}", e.getMessage());
                Connections.close(connection);
            }
        }
    }

    private BusConnection connect() {
        BusConnection connection = connections.listening(3 * PING_MILLIS);
        listening = connection;
        inboxes.keySet().forEach(channel -> tell(Protocol.Command.SUBSCRIBE, channel));
        return connection;
    }

    private void listen() {
        while (!closing.isClosed()) {
            try {
                BusConnection connection = listening;
                if (connection == null || connection.isBroken() || !connection.isConnected()) {
                    connection = connect();
                }
                while (!closing.isClosed()) {
                    heard(connection.getUnflushedObject());
                }
            } catch (JedisException e) {
                BusConnection broken = listening;
                listening = null;
                if (broken != null) {
                    Connections.close(broken);
                }
                closing.rest(REST_MILLIS);
            }
        }
        BusConnection last = listening;
        if (last != null) {
            Connections.close(last);
        }
    }

    /** Of a message its kind, channel and content; of other replies a kind that is not looked at. */
    private void heard(Object reply) {
        if (reply instanceof List<?> parts
                && parts.size() == 3
                && parts.get(0) instanceof byte[] kind
                && parts.get(1) instanceof byte[] channel
                && parts.get(2) instanceof byte[] content
                && new String(kind, StandardCharsets.US_ASCII).equals("message")) {
            List<Inbox> found = inboxes.get(new String(channel, StandardCharsets.UTF_8));
            if (found != null) {
                found.forEach(inbox -> inbox.offer(content));
            }
        }
    }

    private void ping() {
        while (!closing.isClosed()) {
            closing.rest(PING_MILLIS);
            if (!closing.isClosed()) {
                tell(Protocol.Command.PING);
            }
        }
    }

    @Override
    public int maxMessageBytes() {
        return MAX_MESSAGE_BYTES;
    }

    @Override
    public void close() {
        closing.close();
        outbox.close();
        connections.close();
        inboxes.values().forEach(all -> all.forEach(Inbox::close));
        inboxes.clear();
        BusConnection connection = listening;
        if (connection != null) {
            Connections.close(connection);
        }
    }
}
