package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What the tests of {@link MessageBusContract} are made of: listeners that tell, calls with a time limit. */
abstract class MessageBusTrials {
    private final List<MessageBus> opened = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    /** Opens a bus that reaches all others that this test opens, and nothing else. */
    protected abstract MessageBus open() throws Exception;

    /** How long a test waits for what must happen: far longer than it takes. */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    final MessageBus opened() throws Exception {
        MessageBus bus = open();
        opened.add(bus);
        return bus;
    }

    final void closeOpened() {
        over.countDown();
        opened.forEach(MessageBus::close);
    }

    /** What a listener heard. */
    static final class Heard implements Consumer<byte[]> {
        private final List<byte[]> messages = new CopyOnWriteArrayList<>();
        private final Semaphore arrivals = new Semaphore(0);

        @Override
        public void accept(byte[] message) {
            messages.add(message);
            arrivals.release();
        }

        List<byte[]> all() {
            return messages;
        }

        void forget() {
            messages.clear();
        }

        boolean has(byte[] message) {
            return messages.stream().anyMatch(each -> Arrays.equals(each, message));
        }
    }

    /** A listener that hangs in its first call until it is let go, and counts its calls. */
    static final class Hanging implements Consumer<byte[]> {
        private final CountDownLatch inside = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);
        private final CountDownLatch left = new CountDownLatch(1);
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public void accept(byte[] message) {
            if (calls.incrementAndGet() == 1) {
                inside.countDown();
                awaitOrEnd(letGo);
                left.countDown();
            }
        }
    }

    /** Until the test is over. */
    final void hang() {
        awaitOrEnd(over);
    }

    private static void awaitOrEnd(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends again and again, as a bus may lose messages; whether it was heard in time. */
    final boolean sentUntilHeard(MessageBus from, Id to, byte[] message, Heard heard) throws Exception {
        return repeated(from, to, message, heard.arrivals, () -> heard.has(message));
    }

    final boolean sentUntil(MessageBus from, Id to, byte[] message, CountDownLatch seen) throws Exception {
        return repeated(from, to, message, new Semaphore(0), () -> seen.getCount() == 0);
    }

    private boolean repeated(MessageBus from, Id to, byte[] message, Semaphore arrivals, BooleanSupplier enough)
            throws Exception {
        long end = System.nanoTime() + patience().toNanos();
        while (System.nanoTime() < end) {
            withoutBlocking(() -> from.publish(to, message.clone()));
            for (int i = 0; i < 20 && !enough.getAsBoolean(); i++) {
                if (arrivals.tryAcquire(5, TimeUnit.MILLISECONDS)) {
                    arrivals.drainPermits();
                }
            }
            if (enough.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }

    /** Makes the listener hang, and more messages wait behind it. */
    final void queueBehind(Hanging listener, MessageBus from, Id to) throws Exception {
        assertThat(sentUntil(from, to, new byte[] {1}, listener.inside)).isTrue();
        for (int i = 0; i < 10; i++) {
            from.publish(to, new byte[] {1});
        }
    }

    /** Lets the listener go, sends more, and lets other messages overtake: none may come to it. */
    final void assertNotCalledAnew(Hanging listener, MessageBus from, Id to) throws Exception {
        int before = listener.calls.get();
        listener.letGo.countDown();
        assertThat(listener.left.await(patience().toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
        from.publish(to, new byte[] {2});
        Heard marker = new Heard();
        opened().subscribe(new Id(9, 9), marker);
        assertThat(sentUntilHeard(from, new Id(9, 9), new byte[] {3}, marker)).isTrue();
        assertThat(listener.calls.get()).as("calls of a listener after close").isEqualTo(before);
    }

    /** Fails if the call throws, or takes longer than a test's patience. */
    final void withoutBlocking(Runnable call) throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                call.run();
            } catch (RuntimeException | Error e) {
                thrown.set(e);
            }
        });
        if (!thread.join(patience())) {
            StackTraceElement[] where = thread.getStackTrace();
            thread.interrupt();
            throw new AssertionError("the call blocks at " + Arrays.toString(where));
        }
        assertThat(thrown.get()).as("thrown by the call").isNull();
    }
}
