package dev.latchkey.spring;

import dev.latchkey.Latchkey;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The end of every {@code Latchkey}, also of one that the application made itself. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean(Latchkey.class)
class LatchkeyShutdownConfiguration {
    @Bean
    LatchkeyShutdown latchkeyShutdown(List<Latchkey> servers) {
        return new LatchkeyShutdown(servers);
    }
}
