package dev.latchkey.testkit;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One server's end of the bus of a {@link TestNetwork}: delivers on the receiver's machine. Thread-safe. */
final class TestBus implements MessageBus {
    private static final int MAX_BYTES = 1 << 20;

    /** What all ends share. */
    record Hub(Map<Id, List<Receiver>> receivers, AtomicLong sent) {
        Hub() {
            this(new ConcurrentHashMap<>(), new AtomicLong());
        }
    }

    record Receiver(TestHost host, Consumer<byte[]> listener) {}

    private final Hub hub;
    private final TestHost host;

    TestBus(Hub hub, TestHost host) {
        this.hub = hub;
        this.host = host;
    }

    @Override
    public void publish(Id server, byte[] message) {
        if (host.isCrashed() || message.length > MAX_BYTES) {
            return;
        }
        hub.sent().incrementAndGet();
        for (Receiver receiver : hub.receivers().getOrDefault(server, List.of())) {
            receiver.host().run(() -> receiver.listener().accept(message));
        }
    }

    @Override
    public Subscription subscribe(Id server, Consumer<byte[]> listener) {
        Receiver receiver = new Receiver(host, listener);
        hub.receivers()
                .computeIfAbsent(server, id -> new CopyOnWriteArrayList<>())
                .add(receiver);
        return () -> hub.receivers().getOrDefault(server, List.of()).remove(receiver);
    }

    @Override
    public int maxMessageBytes() {
        return MAX_BYTES;
    }

    @Override
    public void close() {
        hub.receivers().values().forEach(receivers -> receivers.removeIf(receiver -> receiver.host() == host));
    }
}
