package dev.latchkey.bus.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.BusProvider;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StoreUrl;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class InProcessBusTest {
    private static final Id ADA = new Id(1, 1);

    private final BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();

    @Test
    void busesOfOneNameReachEachOtherAndOthersDoNot() throws InterruptedException {
        try (MessageBus one = InProcessBus.open("a");
                MessageBus two = InProcessBus.open("a");
                MessageBus other = InProcessBus.open("b")) {
            one.subscribe(ADA, heard::add);
            other.publish(ADA, new byte[] {1});
            two.publish(ADA, new byte[] {2});

            assertThat(heard.poll(10, SECONDS)).containsExactly(2);
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void closingOneBusLeavesTheOthersOfItsNameOpen() throws InterruptedException {
        try (MessageBus one = InProcessBus.open("a")) {
            one.subscribe(ADA, heard::add);
            MessageBus two = InProcessBus.open("a");
            two.close();
            two.close();
            one.publish(ADA, new byte[] {3});

            assertThat(heard.poll(10, SECONDS)).containsExactly(3);
        }
    }

    @Test
    void whatExceedsTheQueueIsDroppedAndCounted() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        try (InProcessBus bus = InProcessBus.open("full")) {
            bus.subscribe(ADA, message -> {
                inside.countDown();
                await(hold);
            });
            bus.publish(ADA, new byte[1]);
            assertThat(inside.await(10, SECONDS)).isTrue();
            for (int i = 0; i < BoundedQueue.MAX_MESSAGES + 7; i++) {
                bus.publish(ADA, new byte[1]);
            }

            assertThat(bus.dropped()).isEqualTo(7);
            hold.countDown();
        }
    }

    @Test
    void foundByItsScheme() {
        StoreUrl url = StoreUrl.parse("inprocess:game");
        BusProvider provider = ServiceLoader.load(BusProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.scheme().equals(url.scheme()))
                .findFirst()
                .orElseThrow();
        try (MessageBus bus = provider.open(url)) {
            assertThat(bus).isInstanceOf(InProcessBus.class);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
