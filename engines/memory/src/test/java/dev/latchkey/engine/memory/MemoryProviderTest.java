package dev.latchkey.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.spi.EngineProvider;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;
import java.time.Duration;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class MemoryProviderTest {
    private static StorageEngine open(String url) {
        StoreUrl parsed = StoreUrl.parse(url);
        return ServiceLoader.load(EngineProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.scheme().equals(parsed.scheme()))
                .findFirst()
                .orElseThrow()
                .open(parsed);
    }

    private static boolean fresh(StorageEngine engine) {
        var outcome = engine.register(new Registration(new Id(1, 1), "server", Duration.ofSeconds(15)));
        return outcome instanceof Outcome.Done<Registration.Registered> done
                && done.reply().fresh();
    }

    @Test
    void openersOfOneNameShareAStoreUntilTheLastHasClosedIt() {
        StorageEngine first = open("memory:shared");
        StorageEngine second = open("memory:shared");
        assertThat(fresh(first)).isTrue();
        first.close();
        first.close();
        assertThat(fresh(second)).isFalse();
        try (StorageEngine third = open("memory:shared")) {
            assertThat(fresh(third)).isFalse();
            second.close();
        }
        try (StorageEngine later = open("memory:shared")) {
            assertThat(fresh(later)).isTrue();
        }
    }

    @Test
    void storesOfOtherNamesAndWithoutANameAreApart() {
        try (StorageEngine one = open("memory:one");
                StorageEngine two = open("memory:two");
                StorageEngine three = open("memory:");
                StorageEngine four = open("memory:")) {
            assertThat(fresh(one)).isTrue();
            assertThat(fresh(two)).isTrue();
            assertThat(fresh(three)).isTrue();
            assertThat(fresh(four)).isTrue();
            assertThat(one.defaultBus()).contains("inprocess:memory-one");
            assertThat(three.defaultBus()).isEmpty();
        }
    }

    @Test
    void anOptionIsRefusedByName() {
        assertThatThrownBy(() -> open("memory:one?size=7"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("options=[size]");
    }
}
