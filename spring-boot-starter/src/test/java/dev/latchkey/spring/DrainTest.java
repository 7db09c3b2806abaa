package dev.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.EndReason;
import dev.latchkey.Latchkey;
import dev.latchkey.Profile;
import dev.latchkey.engine.memory.MemoryEngine;
import dev.latchkey.spi.ForwardingEngine;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.testkit.EngineVerb;
import dev.latchkey.testkit.FaultPlan;
import dev.latchkey.testkit.FaultyEngine;
import dev.latchkey.testkit.Gate;
import dev.latchkey.testkit.LeakCheck;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Sessions are drained (L10) after what takes requests has stopped and before the store is closed. */
@ExtendWith(LeakCheck.class)
class DrainTest {
    private static final ProfileId ADA = new ProfileId("players", "ada");

    /** Made after the server is, so destroyed before it. */
    private static final BeanDefinitionCustomizer LAST = definition -> definition.setDependsOn("latchkey");

    private final MemoryEngine store = MemoryEngine.create(InstantSource.system());
    private final FaultPlan plan = new FaultPlan();
    private final List<String> order = new CopyOnWriteArrayList<>();

    private ApplicationContextRunner application() {
        return Contexts.plain()
                .withPropertyValues("latchkey.bus=none")
                .withBean(StorageEngine.class, () -> new Closing(FaultyEngine.around(store.another(), plan)));
    }

    @Test
    void afterTheGameAndBeforeTheStore() {
        application()
                .withInitializer(context -> ((GenericApplicationContext) context)
                        .registerBean(Game.class, () -> new Game(context.getBean(Latchkey.class), order), LAST))
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(order)
                .containsExactly(
                        "game stopped",
                        "session ends: " + EndReason.SHUTDOWN,
                        "session ended",
                        "game destroyed",
                        "store closed");
        assertThat(stored()).containsExactly(9);
    }

    @Test
    void whatTakesLongerThanSpringWaitsIsNotLost() {
        Gate[] gate = new Gate[1];
        application()
                .withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=10ms")
                .withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class))
                .withBean("destroyed", Destroyed.class, Destroyed::new, LAST)
                .run(context -> {
                    Profile<byte[]> ada =
                            Contexts.profiles(context.getBean(Latchkey.class)).load("ada");
                    ada.update(data -> new byte[] {9});
                    gate[0] = plan.hold(EngineVerb.COMMIT);
                    context.getBean(Destroyed.class).then = () -> {
                        order.add("beans are destroyed");
                        gate[0].open();
                    };
                });

        assertThat(order).containsExactly("beans are destroyed", "store closed");
        assertThat(stored()).containsExactly(9);
    }

    @Test
    void aContextThatRestsKeepsItsSessions() {
        application().run(context -> {
            Profile<byte[]> ada =
                    Contexts.profiles(context.getBean(Latchkey.class)).load("ada");
            AbstractApplicationContext whole = context.getSourceApplicationContext(AbstractApplicationContext.class);
            whole.pause();
            assertThat(ada.isActive()).isTrue();
            whole.restart();
            assertThat(ada.isActive()).isTrue();
        });
    }

    @Test
    void aContextThatWasStoppedDoesNotStartAgain() {
        application().run(context -> {
            AbstractApplicationContext whole = context.getSourceApplicationContext(AbstractApplicationContext.class);
            whole.stop();
            assertThatThrownBy(whole::start).rootCause().hasMessageContaining("make a new context");
        });
    }

    private byte[] stored() {
        Outcome<Optional<ProfileRecord>> read = store.read(List.of(ADA)).get(0);
        assertThat(read).isInstanceOf(Outcome.Done.class);
        ProfileRecord ada =
                ((Outcome.Done<Optional<ProfileRecord>>) read).reply().orElseThrow();
        assertThat(ada.head().owner()).as("owner").isNull();
        return Objects.requireNonNull(ada.payload()).bytes();
    }

    private final class Closing extends ForwardingEngine {
        Closing(StorageEngine engine) {
            super(engine);
        }

        @Override
        public void close() {
            order.add("store closed");
            super.close();
        }
    }

    /** What it does last is update a player; its callbacks may need it until it is destroyed. */
    static final class Game implements SmartLifecycle, DisposableBean {
        private final Profile<byte[]> ada;
        private final List<String> order;
        private boolean running;

        Game(Latchkey latchkey, List<String> order) {
            this.ada = Contexts.profiles(latchkey).load("ada");
            this.order = order;
            ada.onEnding(ending -> order.add("session ends: " + ending.reason()));
            ada.onEnded(ended -> order.add("session ended"));
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            ada.update(data -> new byte[] {9});
            order.add("game stopped");
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public void destroy() {
            order.add("game destroyed");
        }
    }

    /** Destroyed before what it depends on. */
    static final class Destroyed implements DisposableBean {
        private Runnable then = () -> {};

        @Override
        public void destroy() {
            then.run();
        }
    }
}
