package dev.latchkey.spring;

import dev.latchkey.Events;
import dev.latchkey.Latchkey;
import dev.latchkey.Metrics;
import dev.latchkey.spi.CodecProvider;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StorageEngine;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
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
// In this order: the second looks for what the first makes.
@Import({LatchkeyServerConfiguration.class, LatchkeyShutdownConfiguration.class})
@SuppressWarnings("exports") // Spring's own, for those who have it
public final class LatchkeyAutoConfiguration {
    /** Made by Spring. */
    public LatchkeyAutoConfiguration() {}
}
