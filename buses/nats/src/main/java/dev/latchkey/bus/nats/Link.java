package dev.latchkey.bus.nats;

import dev.latchkey.bus.queue.MessageQueue;
import dev.latchkey.spi.StoreException;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.function.BiConsumer;

/**
 * A connection to the servers, which is made anew by the client library as often as need be; only what it gives up for good,
 * for example after it was refused twice, is to be replaced. Thread-safe.
 */
final class Link {
    private static final System.Logger LOG = System.getLogger(NatsBus.class.getName());
    private static final Duration RETRY = Duration.ofMillis(200);
    private static final Duration PING = Duration.ofSeconds(5);
    private static final int MOST_PENDING = 1_024;

    private final Connection connection;
    private final Dispatcher dispatcher;

    private Link(Connection connection, BiConsumer<String, byte[]> heard) {
        this.connection = connection;
        this.dispatcher = connection.createDispatcher(message -> heard.accept(message.getSubject(), message.getData()));
        dispatcher.setPendingLimits(MessageQueue.MOST, MessageQueue.MOST_BYTES);
    }

    /**
     * Connects.
     *
     * @param heard is given subject and content of what comes, and is quick
     * @throws StoreException if no server can be reached, or it refuses
     */
    static Link open(NatsSettings settings, Collection<String> subjects, BiConsumer<String, byte[]> heard) {
        try {
            Link link = new Link(Nats.connect(options(settings)), heard);
            subjects.forEach(link::subscribe);
            return link;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while connecting to the bus: servers=" + settings.where(), e);
        } catch (IOException | IllegalStateException e) {
            throw new StoreException(
                    "the bus' servers cannot be reached, or refuse: check that they run, the credentials, and whether they"
                            + " speak TLS (tls=true): servers=" + settings.where() + " error=" + e.getMessage(),
                    e);
        }
    }

    private static Options options(NatsSettings settings) {
        Options.Builder options = new Options.Builder()
                .servers(settings.servers().stream()
                        .map(server -> "nats://" + server)
                        .toArray(String[]::new))
                // The name stays what it is, so that the certificate can be checked against it.
                .hostnameResolveMode(Options.HostnameResolveMode.HappyEyeballs)
                .connectionName("latchkey-bus")
                .connectionTimeout(settings.timeout())
                .maxReconnects(-1)
                .reconnectWait(RETRY)
                .reconnectJitter(RETRY)
                .reconnectBufferSize(0)
                .pingInterval(PING)
                .maxMessagesInOutgoingQueue(MOST_PENDING)
                .discardMessagesWhenOutgoingQueueFull()
                .errorListener(new Quiet(settings.where()));
        if (settings.tls()) {
            options.sslContext(Encryption.context(settings.ca()));
        }
        return switch (settings.credentials()) {
            case Credentials.None none -> options.build();
            case Credentials.Password by ->
                options.userInfo(by.user().toCharArray(), by.password().read().toCharArray())
                        .build();
            case Credentials.Token by ->
                options.token(by.token().read().toCharArray()).build();
            case Credentials.CredsFile by ->
                options.authHandler(Nats.credentials(by.path().toString())).build();
        };
    }

    /** The longest frame that the server takes. */
    long maxBytes() {
        return connection.getMaxPayload();
    }

    /** Whether it is of no more use. */
    boolean isOver() {
        return connection.getStatus() == Connection.Status.CLOSED;
    }

    void subscribe(String subject) {
        quietly(() -> dispatcher.subscribe(subject));
    }

    void unsubscribe(String subject) {
        quietly(() -> dispatcher.unsubscribe(subject));
    }

    /** Drops it while the servers are away. */
    void publish(String subject, byte[] frame) {
        if (connection.getStatus() == Connection.Status.CONNECTED) {
            quietly(() -> connection.publish(subject, frame));
        }
    }

    /** A link that was closed meanwhile takes calls and does nothing; the next one subscribes to all. */
    private static void quietly(Runnable call) {
        try {
            call.run();
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.DEBUG, "the connection of the bus took no call error={0}", e.getMessage());
        }
    }

    void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
