package dev.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Events;
import dev.latchkey.Latchkey;
import dev.latchkey.Options;
import dev.latchkey.bus.local.InProcessBus;
import dev.latchkey.engine.memory.MemoryEngine;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.testkit.BreakableBus;
import dev.latchkey.testkit.FaultyEngine;
import dev.latchkey.testkit.LeakCheck;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The health that an application reports, by what its store and its bus do. */
@ExtendWith(LeakCheck.class)
class HealthTest {
    private final FaultyEngine engine = FaultyEngine.around(MemoryEngine.create(InstantSource.system()));
    private final BreakableBus bus = new BreakableBus(InProcessBus.open("health"));
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private ApplicationContextRunner application() {
        return Contexts.plain()
                .withPropertyValues("latchkey.lease=1s", "latchkey.name=lobby-1")
                .withBean(StorageEngine.class, () -> engine)
                .withBean(MessageBus.class, () -> bus)
                .withBean(Events.class, Ear::new);
    }

    @Test
    void allIsWell() {
        application().run(context -> {
            Health health = health(context.getBean(HealthIndicator.class));
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails())
                    .containsEntry("server", "lobby-1")
                    .containsEntry(
                            "id", context.getBean(Latchkey.class).serverId().toString())
                    .containsEntry("store", "answers")
                    .containsEntry("bus", "carries")
                    .containsEntry("sessions", "active")
                    .hasSize(5);
        });
    }

    @Test
    void aStoreThatIsAwayIsDownAndBackUp() {
        application().run(context -> {
            HealthIndicator indicator = context.getBean(HealthIndicator.class);
            engine.plan().outage(true);
            await("storeAway");
            assertThat(health(indicator).getStatus()).isEqualTo(Status.DOWN);
            assertThat(health(indicator).getDetails())
                    .containsEntry("store", "away")
                    .containsKey("failure");
            await("suspended");
            assertThat(health(indicator).getStatus()).isEqualTo(Status.DOWN);
            assertThat(health(indicator).getDetails()).containsEntry("sessions", "suspended");

            engine.plan().outage(false);
            await("resumed", "storeBack");
            assertThat(health(indicator).getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void aSilentBusIsSeen() {
        application().run(context -> {
            HealthIndicator indicator = context.getBean(HealthIndicator.class);
            bus.cut();
            await("busAway");
            assertThat(health(indicator).getStatus()).isEqualTo(Status.UP);
            assertThat(String.valueOf(health(indicator).getDetails().get("bus")))
                    .startsWith("away");
            bus.restore();
            await("busBack");
            assertThat(health(indicator).getDetails()).containsEntry("bus", "carries");
        });
    }

    @Test
    void aSilentBusCountsWhereItIsTold() {
        application().withPropertyValues("latchkey.health.bus-required=true").run(context -> {
            bus.cut();
            await("busAway");
            assertThat(health(context.getBean(HealthIndicator.class)).getStatus())
                    .isEqualTo(Status.OUT_OF_SERVICE);
        });
    }

    @Test
    void whatCountsIsOneTable() {
        assertThat(status(false, watch -> {})).isEqualTo(Status.UP);
        assertThat(status(true, watch -> {})).isEqualTo(Status.UP);
        assertThat(status(false, Events::suspended)).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(status(false, Events::busAway)).isEqualTo(Status.UP);
        assertThat(status(true, Events::busAway)).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(status(false, watch -> watch.storeAway("x"))).isEqualTo(Status.DOWN);
        assertThat(status(true, watch -> {
                    watch.suspended();
                    watch.busAway();
                    watch.storeAway("x");
                }))
                .isEqualTo(Status.DOWN);
    }

    private static Status status(boolean busRequired, Consumer<Events> happened) {
        HealthWatch watch = new HealthWatch();
        happened.accept(watch);
        MemoryEngine store = MemoryEngine.create(InstantSource.system());
        try (Latchkey latchkey = Latchkey.with(store, null, Options.DEFAULT.withHost(new PromptHost()))) {
            return health(new LatchkeyHealthIndicator(latchkey, watch, busRequired))
                    .getStatus();
        } finally {
            store.close();
        }
    }

    private static Health health(HealthIndicator indicator) {
        return Objects.requireNonNull(indicator.health());
    }

    /** Until all of them were heard of, in any order. */
    private void await(String... events) throws InterruptedException {
        Set<String> missing = new HashSet<>(List.of(events));
        while (!missing.isEmpty()) {
            String next = heard.poll(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS);
            assertThat(next).as("waited for " + missing).isNotNull();
            missing.remove(next);
        }
    }

    /** Hears after the health does: what it puts down has been seen to. */
    private final class Ear implements Events {
        @Override
        public void storeAway(String detail) {
            heard.add("storeAway");
        }

        @Override
        public void storeBack() {
            heard.add("storeBack");
        }

        @Override
        public void busAway() {
            heard.add("busAway");
        }

        @Override
        public void busBack() {
            heard.add("busBack");
        }

        @Override
        public void suspended() {
            heard.add("suspended");
        }

        @Override
        public void resumed() {
            heard.add("resumed");
        }
    }
}
