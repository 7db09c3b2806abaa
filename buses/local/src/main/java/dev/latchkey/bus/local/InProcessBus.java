package dev.latchkey.bus.local;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A bus between servers of one JVM: buses opened under one name reach each other, and closing one ends
 * only its own subscriptions. URL scheme {@code inprocess:NAME}.
 *
 * <p>Each subscription has a thread of its own and up to 4,096 messages or 8 MiB waiting; further ones
 * are dropped and counted. Thread-safe.
 */
public final class InProcessBus implements MessageBus {
    /** The scheme of its URLs. */
    public static final String SCHEME = "inprocess";

    private static final int MAX_MESSAGE_BYTES = 1 << 20;
    private static final ConcurrentHashMap<String, Hub> HUBS = new ConcurrentHashMap<>();

    /** What the buses of one name share; gone with the last of them. */
    private record Hub(Map<Id, List<Mailbox>> mailboxes, AtomicLong buses) {}

    private final String name;
    private final Hub hub;
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final AtomicLong dropped = new AtomicLong();
    private boolean closed;

    private InProcessBus(String name, Hub hub) {
        this.name = name;
        this.hub = hub;
    }

    /** Opens a bus that reaches all others of this name in this JVM. */
    public static InProcessBus open(String name) {
        Hub hub = HUBS.compute(name, (key, found) -> {
            Hub shared = found == null ? new Hub(new ConcurrentHashMap<>(), new AtomicLong()) : found;
            shared.buses().incrementAndGet();
            return shared;
        });
        return new InProcessBus(name, hub);
    }

    @Override
    public void publish(Id server, byte[] message) {
        List<Mailbox> mailboxes = hub.mailboxes().get(server);
        if (mailboxes == null) {
            return;
        }
        if (message.length > MAX_MESSAGE_BYTES) {
            dropped.incrementAndGet();
            return;
        }
        mailboxes.forEach(mailbox -> mailbox.offer(message));
    }

    @Override
    public synchronized Subscription subscribe(Id server, Consumer<byte[]> listener) {
        if (closed) {
            return () -> {};
        }
        Mailbox mailbox = new Mailbox("latchkey-bus-" + name, Listener.of(server, listener), dropped);
        hub.mailboxes().compute(server, (key, found) -> {
            List<Mailbox> mailboxes = found == null ? new CopyOnWriteArrayList<>() : found;
            mailboxes.add(mailbox);
            return mailboxes;
        });
        Subscription subscription = new Subscription() {
            @Override
            public void close() {
                subscriptions.remove(this);
                remove(server, mailbox);
                mailbox.close();
            }
        };
        subscriptions.add(subscription);
        return subscription;
    }

    private void remove(Id server, Mailbox mailbox) {
        hub.mailboxes().computeIfPresent(server, (key, mailboxes) -> {
            mailboxes.remove(mailbox);
            return mailboxes.isEmpty() ? null : mailboxes;
        });
    }

    @Override
    public int maxMessageBytes() {
        return MAX_MESSAGE_BYTES;
    }

    /** How many messages for this bus's subscriptions, or too long from it, were dropped so far. */
    public long dropped() {
        return dropped.get();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        List.copyOf(subscriptions).forEach(Subscription::close);
        HUBS.computeIfPresent(name, (key, shared) -> shared.buses().decrementAndGet() == 0 ? null : shared);
    }
}
