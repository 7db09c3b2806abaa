package dev.latchkey.testkit;

import static dev.latchkey.testkit.BreakableBus.Fate.DOUBLED;
import static dev.latchkey.testkit.BreakableBus.Fate.HELD;
import static dev.latchkey.testkit.BreakableBus.Fate.LOST;
import static dev.latchkey.testkit.BreakableBus.Fate.SENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BreakableBusTest {
    private static final Id ADA = new Id(1, 1);

    /** Calls the listener at once, so that a test sees what a message became. */
    private static final class Loopback implements MessageBus {
        private final Map<Id, Consumer<byte[]>> listeners = new HashMap<>();

        @Override
        public void publish(Id server, byte[] message) {
            listeners.getOrDefault(server, nobody -> {}).accept(message);
        }

        @Override
        public Subscription subscribe(Id server, Consumer<byte[]> listener) {
            listeners.put(server, listener);
            return () -> listeners.remove(server);
        }

        @Override
        public int maxMessageBytes() {
            return 4_096;
        }

        @Override
        public void close() {
            listeners.clear();
        }
    }

    private final Loopback inner = new Loopback();
    private final List<Integer> heard = new ArrayList<>();

    @Test
    void theScriptIsFollowedAndThenAllIsSent() {
        BreakableBus bus = listening(new BreakableBus(inner));
        bus.next(SENT, LOST, DOUBLED, HELD, HELD);
        send(bus, 6);

        assertThat(heard).containsExactly(0, 2, 2, 5);
        assertThat(bus.release()).isEqualTo(2);
        assertThat(heard).containsExactly(0, 2, 2, 5, 3, 4);
        assertThat(bus.release()).isZero();
    }

    @Test
    void cutOffNothingGetsInOrOut() {
        BreakableBus bus = listening(new BreakableBus(inner));
        bus.cut();
        send(bus, 3);
        inner.publish(ADA, new byte[] {7});
        assertThat(heard).isEmpty();

        bus.restore();
        inner.publish(ADA, new byte[] {8});
        bus.publish(ADA, new byte[] {9});
        assertThat(heard).containsExactly(8, 9);
    }

    @Test
    void aServerMayBeCutOffAlone() {
        BreakableBus bus = listening(new BreakableBus(inner));
        bus.cut(new Id(2, 2));
        send(bus, 1);
        bus.cut(ADA);
        bus.publish(ADA, new byte[] {1});
        inner.publish(ADA, new byte[] {2});
        assertThat(heard).containsExactly(0, 2);

        bus.restore();
        bus.publish(ADA, new byte[] {3});
        assertThat(heard).containsExactly(0, 2, 3);
    }

    @Test
    void aSeedGivesTheSameFaultsEachTimeAndOfEveryKind() {
        List<Integer> once = drawn(7);

        assertThat(drawn(7)).isEqualTo(once);
        assertThat(drawn(8)).isNotEqualTo(once);
        assertThat(once.stream().distinct().count()).as("some were lost").isLessThan(100);
        assertThat(once.size()).as("some were doubled").isGreaterThan((int)
                once.stream().distinct().count());
        assertThat(once)
                .as("some came late")
                .isNotEqualTo(once.stream().sorted().toList());
    }

    @Test
    void afterTheStormAllIsSent() {
        BreakableBus bus = listening(new BreakableBus(inner, 1, 100));
        bus.calm();
        send(bus, 50);

        assertThat(heard).hasSize(50);
    }

    @Test
    void refusesAChanceOutOfBounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BreakableBus(inner, 1, 101))
                .withMessageContaining("percent=101");
    }

    private List<Integer> drawn(long seed) {
        heard.clear();
        BreakableBus bus = listening(new BreakableBus(inner, seed, 50));
        send(bus, 100);
        assertThat(bus.release()).isPositive();
        return List.copyOf(heard);
    }

    private BreakableBus listening(BreakableBus bus) {
        bus.subscribe(ADA, message -> heard.add((int) message[0]));
        return bus;
    }

    private static void send(MessageBus bus, int messages) {
        for (byte i = 0; i < messages; i++) {
            bus.publish(ADA, new byte[] {i});
        }
    }
}
