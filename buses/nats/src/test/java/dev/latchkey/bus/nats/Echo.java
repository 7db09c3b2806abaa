package dev.latchkey.bus.nats;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A server that sends to itself until it hears itself: a bus may lose messages, and is away now and then. */
final class Echo {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final MessageBus bus;
    private final Id server;
    private final Semaphore arrivals = new Semaphore(0);

    Echo(MessageBus bus, Id server) {
        this.bus = bus;
        this.server = server;
        MessageBus.Subscription unused = bus.subscribe(server, message -> arrivals.release());
    }

    void heard() throws InterruptedException {
        arrivals.drainPermits();
        long end = System.nanoTime() + PATIENCE_NANOS;
        do {
            bus.publish(server, new byte[] {42});
            if (System.nanoTime() > end) {
                throw new AssertionError("the server does not hear itself");
            }
        } while (!arrivals.tryAcquire(50, TimeUnit.MILLISECONDS));
    }
}
