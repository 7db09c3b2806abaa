package dev.latchkey.spring;

import dev.latchkey.Events;
import dev.latchkey.Latchkey;
import dev.latchkey.Metrics;
import dev.latchkey.Options;
import dev.latchkey.spi.CodecProvider;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StorageEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A {@code Latchkey} by the properties, and what it is made of. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(Latchkey.class)
@Import(LatchkeyDataSourceConfiguration.class)
class LatchkeyServerConfiguration {
    /** The bus for an engine that is a bean, null for none; with a URL, {@code Latchkey} opens it itself. */
    @Bean(destroyMethod = "close")
    @ConditionalOnBean(StorageEngine.class)
    @ConditionalOnMissingBean
    @Nullable
    MessageBus latchkeyMessageBus(StorageEngine engine, LatchkeyProperties properties) {
        return Opening.bus(properties.bus(), engine);
    }

    @Bean
    HealthWatch latchkeyHealthWatch() {
        return new HealthWatch();
    }

    /** Closed at the latest when it is destroyed: before engine and bus are, which it was made of. */
    @Bean(destroyMethod = "close")
    Latchkey latchkey(
            LatchkeyProperties properties,
            ObjectProvider<StorageEngine> engines,
            ObjectProvider<MessageBus> buses,
            ObjectProvider<Events> events,
            ObjectProvider<Metrics> metrics,
            ObjectProvider<CodecProvider> codecs,
            ObjectProvider<LatchkeyOptionsCustomizer> customizers) {
        Options options = properties
                .options()
                .withEvents(new AllEvents(events.orderedStream().toList()));
        options = options.withMetrics(metrics.getIfAvailable(() -> Metrics.NONE));
        CodecProvider codec = codecs.getIfAvailable();
        if (codec != null) {
            options = options.withCodec(codec);
        }
        for (LatchkeyOptionsCustomizer customizer : customizers.orderedStream().toList()) {
            options = customizer.customize(options);
        }
        StorageEngine engine = engines.getIfAvailable();
        MessageBus bus = buses.getIfAvailable();
        return engine == null ? Opening.byUrl(properties.url(), bus, options) : Opening.on(engine, bus, options);
    }
}
