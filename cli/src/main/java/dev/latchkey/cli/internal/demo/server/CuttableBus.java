package dev.latchkey.cli.internal.demo.server;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import java.util.function.Consumer;

/** A bus that can be cut: it then drops everything, in and out (L6). Thread-safe. */
final class CuttableBus implements MessageBus {
    private final MessageBus bus;
    private volatile boolean up = true;

    CuttableBus(MessageBus bus) {
        this.bus = bus;
    }

    void carry(boolean carries) {
        up = carries;
    }

    @Override
    public void publish(Id server, byte[] message) {
        if (up) {
            bus.publish(server, message);
        }
    }

    @Override
    public Subscription subscribe(Id server, Consumer<byte[]> listener) {
        return bus.subscribe(server, message -> {
            if (up) {
                listener.accept(message);
            }
        });
    }

    @Override
    public int maxMessageBytes() {
        return bus.maxMessageBytes();
    }

    @Override
    public void close() {
        bus.close();
    }
}
