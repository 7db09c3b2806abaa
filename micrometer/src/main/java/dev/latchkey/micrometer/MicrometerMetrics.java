package dev.latchkey.micrometer;

import dev.latchkey.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Metrics in a Micrometer registry: counts become counters, times timers, levels gauges, under the names
 * they come with. Thread-safe.
 */
public final class MicrometerMetrics implements Metrics {
    private final MeterRegistry registry;
    private final Tags tags;
    private final ConcurrentHashMap<String, Counter> counters = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Timer> timers = new ConcurrentHashMap<>();

    /**
     * Metrics that all carry the same tags.
     *
     * @param tags tell two stores of one process apart; without them, the second one's gauges are not seen
     */
    public MicrometerMetrics(MeterRegistry registry, Tag... tags) {
        this.registry = registry;
        this.tags = Tags.of(tags);
    }

    @Override
    public void count(String name, long n) {
        counters.computeIfAbsent(name, key -> registry.counter(key, tags)).increment((double) n);
    }

    @Override
    public void time(String name, long nanos) {
        timers.computeIfAbsent(name, key -> registry.timer(key, tags)).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public Gauge gauge(String name, LongSupplier value) {
        io.micrometer.core.instrument.Gauge gauge = io.micrometer.core.instrument.Gauge.builder(
                        name, value, LongSupplier::getAsLong)
                .tags(tags)
                .strongReference(true)
                .register(registry);
        return () -> registry.remove(gauge);
    }
}
