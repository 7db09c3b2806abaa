package dev.latchkey.spring;

import dev.latchkey.Latchkey;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The health {@code latchkey}, unless {@code management.health.latchkey.enabled} is false. */
@AutoConfiguration(after = LatchkeyAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@SuppressWarnings("exports") // Spring's own, for those who have it
public final class LatchkeyHealthAutoConfiguration {
    /** Made by Spring. */
    public LatchkeyHealthAutoConfiguration() {}

    /** Apart, since its conditions are not there where there is no health. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnEnabledHealthIndicator("latchkey")
    @ConditionalOnBean(HealthWatch.class)
    static class Indicator {
        @Bean
        @ConditionalOnMissingBean(name = "latchkeyHealthIndicator")
        HealthIndicator latchkeyHealthIndicator(Latchkey latchkey, HealthWatch watch, LatchkeyProperties properties) {
            return new LatchkeyHealthIndicator(
                    latchkey, watch, properties.health().busRequired());
        }
    }
}
