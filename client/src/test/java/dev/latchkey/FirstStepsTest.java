package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.bus.local.InProcessBus;
import dev.latchkey.engine.memory.MemoryEngine;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StorageEngine;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class FirstStepsTest {
    @Test
    void what_one_server_saves_the_next_one_loads() {
        String bus = UUID.randomUUID().toString();
        try (StorageEngine engine = MemoryEngine.builder().build();
                MessageBus first = InProcessBus.open(bus);
                MessageBus second = InProcessBus.open(bus);
                Latchkey one = Latchkey.with(engine, first, Options.DEFAULT.withName("one"));
                Latchkey two = Latchkey.with(engine, second, Options.DEFAULT.withName("two"))) {
            Profile<Ada> here = one.profiles("players", Ada.class, Ada::fresh).load("ada");
            assertThat(here.isActive()).isTrue();
            here.update(data -> data.withGold(100));
            here.save().join();
            assertThat(here.saved().gold()).isEqualTo(100);
            here.update(data -> data.withGold(200).withItem("sword"));

            Profile<Ada> there = two.profiles("players", Ada.class, Ada::fresh).load("ada");
            assertThat(there.data()).isEqualTo(Ada.fresh().withGold(200).withItem("sword"));
            assertThat(here.isActive()).isFalse();
            there.close();
        }
    }
}
