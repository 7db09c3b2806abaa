package dev.latchkey.engine.redis;

import dev.latchkey.bus.queue.MessageQueue;
import dev.latchkey.engine.redis.Connections.Command;
import dev.latchkey.spi.Outcome;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Protocol;

/** Publishes on a thread and a connection of its own. What cannot be sent is dropped. Thread-safe. */
final class BusOutbox {
    /** So many in one round trip. */
    private static final int AT_ONCE = 128;

    private static final long REST_MILLIS = 200;

    /** A message and the channel that it goes to. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Message(byte[] channel, byte[] content) {}

    private final Connections connection;
    private final MessageQueue<Message> queue = new MessageQueue<>(message -> message.content().length);

    BusOutbox(RedisSettings settings) {
        connection = new Connections(settings.withConnections(1));
        Thread.ofVirtual().name("latchkey-bus-redis-outbox").start(this::run);
    }

    void offer(Message message) {
        queue.offer(message);
    }

    private void run() {
        while (!queue.isClosed()) {
            List<Message> messages = queue.take(AT_ONCE, TimeUnit.HOURS.toNanos(1));
            if (!messages.isEmpty() && !sent(messages)) {
                queue.rest(REST_MILLIS);
            }
        }
        connection.close();
    }

    private boolean sent(List<Message> messages) {
        return connection
                .send(messages.stream()
                        .map(each -> new Command(Protocol.Command.PUBLISH, each.channel(), each.content()))
                        .toList())
                .stream()
                .allMatch(Outcome.Done.class::isInstance);
    }

    void close() {
        queue.close();
        connection.close();
    }
}
