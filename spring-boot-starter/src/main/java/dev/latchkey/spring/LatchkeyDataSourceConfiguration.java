package dev.latchkey.spring;

import dev.latchkey.spi.StorageEngine;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An engine on a pool that the application has. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("latchkey.data-source")
@ConditionalOnMissingBean(StorageEngine.class)
class LatchkeyDataSourceConfiguration {
    private static final String BEAN = "latchkeyStorageEngine";

    /** Closed before the pool is. */
    @Bean(name = BEAN, destroyMethod = "close")
    StorageEngine latchkeyStorageEngine(LatchkeyProperties properties, ConfigurableListableBeanFactory beans) {
        String name = String.valueOf(properties.dataSource());
        if (!beans.containsBean(name) || !beans.isTypeMatch(name, DataSource.class)) {
            throw new StartFailure(
                    "there is no DataSource bean of this name name=" + name + " found="
                            + String.join(",", beans.getBeanNamesForType(DataSource.class)),
                    "Correct the property latchkey.data-source, or set latchkey.url instead.",
                    null);
        }
        beans.registerDependentBean(name, BEAN);
        return EngineOnDataSource.open(name, beans.getBean(name, DataSource.class), beans);
    }
}
