package dev.latchkey.spring;

import dev.latchkey.Metrics;
import dev.latchkey.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** Metrics in the application's meter registry; a {@link Metrics} bean of the application's takes their place. */
@AutoConfiguration(
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass({MeterRegistry.class, MicrometerMetrics.class})
@ConditionalOnBooleanProperty(name = "latchkey.enabled", matchIfMissing = true)
@ConditionalOnSingleCandidate(MeterRegistry.class)
@SuppressWarnings("exports") // Spring's own, for those who have it
public final class LatchkeyMetricsAutoConfiguration {
    /** Made by Spring. */
    public LatchkeyMetricsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    Metrics latchkeyMetrics(MeterRegistry registry) {
        return new MicrometerMetrics(registry);
    }
}
