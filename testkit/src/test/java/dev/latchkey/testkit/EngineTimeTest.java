package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.engine.memory.MemoryEngine;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Registration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class EngineTimeTest {
    @Test
    void realTimeHasPassedByTheStoresOwnClock() {
        try (MemoryEngine engine = MemoryEngine.create(InstantSource.system())) {
            EngineStage stage = new EngineStage(engine, EngineTime.real(engine));
            var server = stage.id();
            Duration lease = Duration.ofMillis(50);
            EngineStage.reply(engine.register(new Registration(server, "server", lease)));
            stage.time().pass(lease);
            assertThat(stage.tryOpen(stage.profile(), server, stage.id()))
                    .isEqualTo(new OpenReply.NotLive(OpenReply.Reason.LEASE_OVER));
        }
    }

    @Test
    void aManualClockGoesOnByHandOnly() {
        ManualClock clock = new ManualClock();
        Instant start = clock.instant();
        clock.advance(Duration.ofSeconds(1));
        clock.stepWall(Duration.ofHours(-1));
        assertThat(clock.instant()).isEqualTo(start.plusSeconds(1).minusSeconds(3600));
        assertThat(clock.nanos()).isEqualTo(1_000_000_000L);
    }
}
