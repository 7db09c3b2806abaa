package dev.latchkey.bus.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Id;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MessageQueueTest {
    @Test
    void a_full_queue_takes_no_more_and_goes_on_when_there_is_room() {
        MessageQueue<byte[]> queue = new MessageQueue<>(message -> message.length);
        byte[] large = new byte[MessageQueue.MOST_BYTES / 4];
        for (int i = 0; i < 10; i++) {
            queue.offer(large);
        }
        assertThat(queue.take(100, 1)).hasSize(4);
        for (int i = 0; i < MessageQueue.MOST + 10; i++) {
            queue.offer(new byte[1]);
        }
        assertThat(queue.take(Integer.MAX_VALUE, 1)).hasSize(MessageQueue.MOST);
        queue.close();
        queue.offer(new byte[1]);
        assertThat(queue.take(1, 1)).isEmpty();
    }

    @Test
    void a_listener_that_throws_or_was_interrupted_hears_the_next_message() throws InterruptedException {
        BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
        Inbox inbox = new Inbox("test", new Id(1, 1), message -> {
            heard.add(message.length);
            if (message.length == 1) {
                throw new IllegalStateException("planted");
            }
            Thread.currentThread().interrupt();
        });
        for (int length = 1; length <= 3; length++) {
            inbox.offer(new byte[length]);
        }
        for (int length = 1; length <= 3; length++) {
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(length);
        }
        inbox.close();
    }
}
