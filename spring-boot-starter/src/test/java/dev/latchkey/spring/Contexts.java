package dev.latchkey.spring;

import dev.latchkey.Latchkey;
import dev.latchkey.ProfileStore;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Applications with the starter and nothing else. */
final class Contexts {
    private Contexts() {}

    static ApplicationContextRunner plain() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        LatchkeyMetricsAutoConfiguration.class,
                        LatchkeyAutoConfiguration.class,
                        LatchkeyHealthAutoConfiguration.class))
                .withBean(
                        "prompt", LatchkeyOptionsCustomizer.class, () -> options -> options.withHost(new PromptHost()));
    }

    /** On a store in memory of this name. */
    static ApplicationContextRunner on(String memory) {
        return plain().withPropertyValues("latchkey.url=memory:" + memory);
    }

    /** Profiles of plain bytes. */
    static ProfileStore<byte[]> profiles(Latchkey latchkey) {
        return latchkey.profiles("players", byte[].class, () -> new byte[0]);
    }
}
