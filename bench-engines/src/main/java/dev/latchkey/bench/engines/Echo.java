package dev.latchkey.bench.engines;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** A message to another server and its answer: two hops of the bus. Of one thread. */
final class Echo implements AutoCloseable {
    private static final int BYTES = 512;
    private static final Id HERE = new Id(1, 1);
    private static final Id THERE = new Id(2, 2);

    private final MessageBus here;
    private final MessageBus there;
    private final SynchronousQueue<byte[]> answers = new SynchronousQueue<>();
    private final byte[] message = new byte[BYTES];

    private Echo(MessageBus here, MessageBus there) {
        this.here = here;
        this.there = there;
        here.subscribe(HERE, this::answered);
        there.subscribe(THERE, asked -> there.publish(HERE, asked));
    }

    static Echo on(String url) {
        return new Echo(PlugIns.bus(url), PlugIns.bus(url));
    }

    private void answered(byte[] answer) {
        try {
            answers.put(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nanoseconds there and back. */
    long roundTrip() throws InterruptedException {
        long begun = System.nanoTime();
        here.publish(THERE, message);
        byte[] answer = answers.poll(10, TimeUnit.SECONDS);
        if (answer == null) {
            throw new IllegalStateException("a message was lost");
        }
        return System.nanoTime() - begun;
    }

    @Override
    public void close() {
        here.close();
        there.close();
    }
}
