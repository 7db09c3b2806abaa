package dev.latchkey.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Metrics;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MicrometerMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Metrics metrics = new MicrometerMetrics(registry, Tag.of("store", "players"));

    @Test
    void countsAreCounters() {
        metrics.count("latchkey.loads", 2);
        metrics.count("latchkey.loads", 3);

        assertThat(registry.get("latchkey.loads")
                        .tag("store", "players")
                        .counter()
                        .count())
                .isEqualTo(5);
    }

    @Test
    void timesAreTimers() {
        metrics.time("latchkey.save", 2_000_000);
        metrics.time("latchkey.save", 4_000_000);

        assertThat(registry.get("latchkey.save").timer().count()).isEqualTo(2);
        assertThat(registry.get("latchkey.save").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(6);
    }

    @Test
    void levelsAreGaugesUntilClosed() {
        AtomicLong sessions = new AtomicLong(7);
        Metrics.Gauge gauge = metrics.gauge("latchkey.sessions", sessions::get);

        assertThat(registry.get("latchkey.sessions").gauge().value()).isEqualTo(7);
        sessions.set(8);
        assertThat(registry.get("latchkey.sessions").gauge().value()).isEqualTo(8);

        gauge.close();
        gauge.close();
        assertThat(registry.find("latchkey.sessions").gauge()).isNull();
    }

    @Test
    void noneRecordsNothing() {
        Metrics.NONE.count("a", 1);
        Metrics.NONE.time("b", 1);
        Metrics.NONE.gauge("c", () -> 1).close();

        assertThat(registry.getMeters()).isEmpty();
    }
}
