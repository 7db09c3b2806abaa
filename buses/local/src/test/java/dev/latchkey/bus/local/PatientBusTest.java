package dev.latchkey.bus.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.PatientBus;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A listener that goes on with what blocks, on the thread that read. */
@Timeout(60)
final class PatientBusTest {
    private static final Id ADA = new Id(1, 1);

    @TempDir
    Path temp;

    private final BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> done = new LinkedBlockingQueue<>();
    private final CountDownLatch blocked = new CountDownLatch(1);

    private Runnable listen(byte[] message) {
        int number = message.length;
        heard.add(number);
        return () -> {
            if (number == 1) {
                awaitBlocked();
            }
            done.add(number);
        };
    }

    private void awaitBlocked() {
        try {
            blocked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatOneMessageLeftHoldsUpNoOther() throws InterruptedException {
        try (PatientBus ada = SocketBus.open(temp.resolve("bus"));
                PatientBus bob = SocketBus.open(temp.resolve("bus"))) {
            ada.subscribePatiently(ADA, this::listen);
            expectOnlyTheFirstToWait(bob);
        }
    }

    @Test
    void norWithinOneProcess() throws InterruptedException {
        try (PatientBus ada = SocketBus.open(temp.resolve("bus"))) {
            ada.subscribePatiently(ADA, this::listen);
            expectOnlyTheFirstToWait(ada);
        }
    }

    private void expectOnlyTheFirstToWait(PatientBus sender) throws InterruptedException {
        for (int number = 1; number <= 3; number++) {
            sender.publish(ADA, new byte[number]);
            assertThat(heard.poll(10, SECONDS)).isEqualTo(number);
        }
        assertThat(new Integer[] {done.poll(10, SECONDS), done.poll(10, SECONDS)})
                .containsExactlyInAnyOrder(2, 3);
        blocked.countDown();
        assertThat(done.poll(10, SECONDS)).isEqualTo(1);
        sender.publish(ADA, new byte[4]);
        assertThat(done.poll(10, SECONDS)).isEqualTo(4);
    }

    @Test
    void aListenerThatHasNothingLeftOrThrowsLaterHearsTheNext() throws InterruptedException {
        try (PatientBus ada = SocketBus.open(temp.resolve("bus"));
                PatientBus bob = SocketBus.open(temp.resolve("bus"))) {
            ada.subscribePatiently(ADA, message -> {
                heard.add(message.length);
                return message.length == 1
                        ? null
                        : () -> {
                            throw new IllegalStateException("later");
                        };
            });
            for (int number = 1; number <= 4; number++) {
                bob.publish(ADA, new byte[number]);
                assertThat(heard.poll(10, SECONDS)).isEqualTo(number);
            }
        }
    }

    @Test
    void whatIsLeftIsDoneThoughTheBusIsClosed() throws InterruptedException {
        try (PatientBus ada = SocketBus.open(temp.resolve("bus"));
                PatientBus bob = SocketBus.open(temp.resolve("bus"))) {
            ada.subscribePatiently(ADA, this::listen);
            bob.publish(ADA, new byte[1]);
            assertThat(heard.poll(10, SECONDS)).isEqualTo(1);
            ada.close();
            blocked.countDown();
            assertThat(done.poll(10, SECONDS)).isEqualTo(1);
        }
    }
}
