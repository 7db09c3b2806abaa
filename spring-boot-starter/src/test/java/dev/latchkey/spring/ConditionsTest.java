package dev.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.Metrics;
import dev.latchkey.Options;
import dev.latchkey.Profile;
import dev.latchkey.ShuttingDownException;
import dev.latchkey.bus.local.InProcessBus;
import dev.latchkey.engine.memory.MemoryEngine;
import dev.latchkey.engine.memory.MemoryProvider;
import dev.latchkey.micrometer.MicrometerMetrics;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.StoreUrl;
import dev.latchkey.testkit.BreakableBus;
import dev.latchkey.testkit.LeakCheck;
import dev.latchkey.testkit.LogsWarning;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;

/** Which beans there are, and when. */
@ExtendWith(LeakCheck.class)
class ConditionsTest {
    @Test
    void aUrlIsEnough() {
        Contexts.on("enough").run(context -> {
            assertThat(context).hasSingleBean(Latchkey.class).hasSingleBean(HealthIndicator.class);
            try (Profile<byte[]> ada =
                    Contexts.profiles(context.getBean(Latchkey.class)).load("ada")) {
                assertThat(ada.isActive()).isTrue();
            }
        });
    }

    @Test
    void theBeansEndWithTheContext() {
        Latchkey[] latchkey = new Latchkey[1];
        Contexts.on("ends").run(context -> latchkey[0] = context.getBean(Latchkey.class));

        assertThat(Contexts.profiles(latchkey[0]).loadAsync("ada"))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(ShuttingDownException.class);
    }

    @Test
    void disabledThereIsNothing() {
        Contexts.on("disabled")
                .withPropertyValues("latchkey.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(Latchkey.class)
                        .doesNotHaveBean(LatchkeyShutdown.class)
                        .doesNotHaveBean(HealthIndicator.class)
                        .doesNotHaveBean(Metrics.class));
    }

    @Test
    void aLatchkeyOfTheApplicationsTakesItsPlaceAndIsClosedInOrder() {
        MemoryEngine engine = MemoryEngine.create(InstantSource.system());
        Latchkey own =
                Latchkey.with(engine, null, Options.DEFAULT.withName("own").withHost(new PromptHost()));
        Contexts.plain().withBean(Latchkey.class, () -> own).run(context -> {
            assertThat(context)
                    .getBean(Latchkey.class)
                    .extracting(Latchkey::serverName)
                    .isEqualTo("own");
            assertThat(context).hasSingleBean(LatchkeyShutdown.class).doesNotHaveBean(HealthIndicator.class);
        });
        assertThat(Contexts.profiles(own).loadAsync("ada"))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(ShuttingDownException.class);
        engine.close();
    }

    @Test
    void metricsGoToTheMeterRegistry() {
        Contexts.on("metered")
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> {
                    assertThat(context).getBean(Metrics.class).isInstanceOf(MicrometerMetrics.class);
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    try (Profile<byte[]> ada =
                            Contexts.profiles(context.getBean(Latchkey.class)).load("ada")) {
                        assertThat(ada.isActive()).isTrue();
                        assertThat(registry.get("latchkey.sessions").gauge().value())
                                .isEqualTo(1);
                    }
                });
    }

    @Test
    void metricsOfTheApplicationsComeFirst() {
        Contexts.on("own-metrics")
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(Metrics.class, () -> Metrics.NONE)
                .run(context -> assertThat(context).getBean(Metrics.class).isSameAs(Metrics.NONE));
    }

    @Test
    void withoutMicrometerThereAreNoMetrics() {
        Contexts.on("no-metrics")
                .withClassLoader(new FilteredClassLoader(MeterRegistry.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Metrics.class));
    }

    @Test
    void withoutActuatorThereIsNoHealth() {
        Contexts.on("no-actuator")
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
                .run(context ->
                        assertThat(context).hasSingleBean(Latchkey.class).doesNotHaveBean("latchkeyHealthIndicator"));
    }

    @Test
    void healthCanBeOff() {
        Contexts.on("no-health")
                .withPropertyValues("management.health.latchkey.enabled=false")
                .run(context ->
                        assertThat(context).hasSingleBean(Latchkey.class).doesNotHaveBean(HealthIndicator.class));
    }

    @Test
    void engineAndBusOfTheApplicationsAreUsed() {
        MemoryEngine engine = MemoryEngine.create(InstantSource.system());
        Contexts.plain()
                .withBean(StorageEngine.class, () -> engine)
                .withBean(MessageBus.class, () -> new BreakableBus(InProcessBus.open("conditions")))
                .run(context -> {
                    try (Profile<byte[]> ada =
                            Contexts.profiles(context.getBean(Latchkey.class)).load("ada")) {
                        ada.update(data -> new byte[] {7});
                    }
                    assertThat(context).hasSingleBean(MessageBus.class);
                    assertThat(engine.read(List.of(new ProfileId("players", "ada")))
                                    .toString())
                            .contains("token=1");
                });
    }

    @Test
    void anEngineOfTheApplicationsBringsItsBus() {
        Contexts.plain()
                .withBean(StorageEngine.class, () -> new MemoryProvider().open(StoreUrl.parse("memory:brings")))
                .run(context -> assertThat(context).hasSingleBean(MessageBus.class));
    }

    @Test
    @LogsWarning("no bus, so hand-offs take seconds")
    void anEngineWithoutABusIsSaidToHaveNone() {
        Contexts.plain()
                .withBean(StorageEngine.class, () -> MemoryEngine.create(InstantSource.system()))
                .run(context -> assertThat(context).hasNotFailed());
    }
}
