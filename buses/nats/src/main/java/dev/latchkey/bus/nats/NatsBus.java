package dev.latchkey.bus.nats;

import dev.latchkey.bus.queue.Inbox;
import dev.latchkey.bus.queue.MessageQueue;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StoreException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A message bus on NATS: a subject for each server ({@code PREFIX.bus.ID}), one connection. Messages wait in bounded queues;
 * what does not fit, or comes while the servers are away, is dropped. The connection is made anew by itself. Thread-safe.
 *
 * <p>Whoever may publish on these subjects may send anything; what is no frame of this bus is dropped, and nothing but
 * speed depends on what is (rule L6).
 */
public final class NatsBus implements MessageBus {
    private static final System.Logger LOG = System.getLogger(NatsBus.class.getName());
    private static final int LEAST_BYTES = 4_096;
    private static final int AT_ONCE = 128;
    private static final long REST_MILLIS = 1_000;

    /** A frame and where it goes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Outgoing(String subject, byte[] frame) {}

    private final NatsSettings settings;
    private final int maxMessageBytes;
    private final AtomicReference<Link> link;
    private final Map<String, List<Inbox>> inboxes = new ConcurrentHashMap<>();
    private final MessageQueue<Outgoing> outbox = new MessageQueue<>(each -> each.frame().length);
    /** Never holds a message: what a closed bus has to be told by. */
    private final MessageQueue<byte[]> closing = new MessageQueue<>(message -> 0);

    private NatsBus(NatsSettings settings) {
        this.settings = settings;
        Link first = Link.open(settings, List.of(), this::heard);
        this.link = new AtomicReference<>(first);
        long most = Math.min(Frame.MOST, first.maxBytes() - Frame.HEAD);
        if (most < LEAST_BYTES) {
            first.close();
            throw new StoreException("the bus' server takes too little at once: raise max_payload: servers="
                    + settings.where() + " bytes=" + first.maxBytes());
        }
        this.maxMessageBytes = (int) most;
    }

    /**
     * Opens a bus on the servers that the settings name; buses with another prefix do not hear it.
     *
     * @throws StoreException if no server can be reached, or it refuses
     */
    public static NatsBus open(NatsSettings settings) {
        NatsBus bus = new NatsBus(settings);
        Thread.ofVirtual().name("latchkey-bus-nats-outbox").start(bus::send);
        Thread.ofVirtual().name("latchkey-bus-nats-link").start(bus::mend);
        return bus;
    }

    private String subject(Id server) {
        return settings.prefix() + ".bus." + server;
    }

    @Override
    public void publish(Id server, byte[] message) {
        if (message.length <= maxMessageBytes) {
            outbox.offer(new Outgoing(subject(server), Frame.of(message)));
        }
    }

    private void send() {
        while (!outbox.isClosed()) {
            for (Outgoing each : outbox.take(AT_ONCE, TimeUnit.HOURS.toNanos(1))) {
                link.get().publish(each.subject(), each.frame());
            }
        }
    }

    @Override
    public Subscription subscribe(Id server, Consumer<byte[]> listener) {
        if (closing.isClosed()) {
            return () -> {};
        }
        String subject = subject(server);
        Inbox inbox = new Inbox("nats", server, listener);
        // Inside, so that the server is told of the last change last.
        inboxes.compute(subject, (key, found) -> {
            List<Inbox> all = found == null ? new CopyOnWriteArrayList<>() : found;
            all.add(inbox);
            link.get().subscribe(subject);
            return all;
        });
        if (closing.isClosed()) {
            inbox.close();
        }
        return () -> {
            inbox.close();
            inboxes.computeIfPresent(subject, (key, found) -> {
                found.remove(inbox);
                if (!found.isEmpty()) {
                    return found;
                }
                link.get().unsubscribe(subject);
                return null;
            });
        };
    }

    private void heard(String subject, byte[] frame) {
        byte[] message = Frame.read(frame);
        if (message == null) {
            LOG.log(System.Logger.Level.DEBUG, "dropped what is no message of the bus bytes={0}", frame.length);
            return;
        }
        inboxes.getOrDefault(subject, List.of()).forEach(inbox -> inbox.offer(message));
    }

    /** Replaces a connection that was given up for good. */
    private void mend() {
        while (!closing.isClosed()) {
            closing.rest(REST_MILLIS);
            if (!closing.isClosed() && link.get().isOver()) {
                replace();
            }
        }
        link.get().close();
    }

    private void replace() {
        try {
            Link next = Link.open(settings, List.of(), this::heard);
            link.set(next);
            // After it can be seen, so that no subscription falls between.
            inboxes.keySet()
                    .forEach(subject -> inboxes.computeIfPresent(subject, (key, found) -> {
                        next.subscribe(subject);
                        return found;
                    }));
        } catch (StoreException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.DEBUG, "the bus is away error={0}", e.getMessage());
        }
    }

    @Override
    public int maxMessageBytes() {
        return maxMessageBytes;
    }

    @Override
    public void close() {
        outbox.close();
        inboxes.values().forEach(all -> all.forEach(Inbox::close));
        inboxes.clear();
        // Closes the connection, which may take a while, on another thread.
        closing.close();
    }
}
