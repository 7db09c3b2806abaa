package dev.latchkey.spring;

import dev.latchkey.Events;
import dev.latchkey.Latchkey;
import dev.latchkey.Metrics;
import dev.latchkey.Options;
import dev.latchkey.spi.CodecProvider;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StorageEngine;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The application's {@link Latchkey}, by the properties {@code latchkey.*}. Beans of the application's are used: {@link
 * LatchkeyOptionsCustomizer}s and {@link Events}, any number; {@link CodecProvider}, {@link Metrics}, {@link StorageEngine} and
 * {@link MessageBus}, which it closes itself. A {@code Latchkey} bean of its own takes the place of all of it, and is closed in
 * the same order.
 */
@AutoConfiguration(
        afterName = {
            "dev.latchkey.spring.LatchkeyMetricsAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
        })
@ConditionalOnBooleanProperty(name = "latchkey.enabled", matchIfMissing = true)
@EnableConfigurationProperties(LatchkeyProperties.class)
@Import({LatchkeyAutoConfiguration.Server.class, LatchkeyAutoConfiguration.Shutdown.class})
@SuppressWarnings("exports") // Spring's own, for those who have it
public final class LatchkeyAutoConfiguration {
    /** Made by Spring. */
    public LatchkeyAutoConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(Latchkey.class)
    @Import(LatchkeyDataSourceConfiguration.class)
    static class Server {
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
            for (LatchkeyOptionsCustomizer customizer :
                    customizers.orderedStream().toList()) {
                options = customizer.customize(options);
            }
            StorageEngine engine = engines.getIfAvailable();
            MessageBus bus = buses.getIfAvailable();
            return engine == null ? Opening.byUrl(properties.url(), bus, options) : Opening.on(engine, bus, options);
        }
    }

    /** Also of a {@code Latchkey} that the application made itself. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(Latchkey.class)
    static class Shutdown {
        @Bean
        LatchkeyShutdown latchkeyShutdown(List<Latchkey> servers) {
            return new LatchkeyShutdown(servers);
        }
    }
}
