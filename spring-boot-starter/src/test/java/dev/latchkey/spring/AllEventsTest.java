package dev.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.Events;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllEventsTest {
    private static final Map<Class<?>, Object> ARGUMENTS = Map.of(
            String.class,
            "a",
            int.class,
            7,
            boolean.class,
            true,
            Id.class,
            new Id(1, 2),
            ProfileId.class,
            new ProfileId("players", "ada"));

    private final List<String> heard = new ArrayList<>();

    @Test
    void everyEventReachesAllInOrder() throws Exception {
        Events all = new AllEvents(List.of(ear("first"), ear("second")));
        for (Method event : Events.class.getDeclaredMethods()) {
            heard.clear();
            Object[] arguments =
                    Arrays.stream(event.getParameterTypes()).map(ARGUMENTS::get).toArray();
            event.invoke(all, arguments);

            String happened = event.getName() + Arrays.toString(arguments);
            assertThat(heard).containsExactly("first " + happened, "second " + happened);
        }
    }

    @Test
    void oneThatThrowsKeepsNoOtherFromHearing() {
        Events deaf = new Events() {
            @Override
            public void busAway() {
                throw new IllegalStateException("deaf");
            }
        };
        Events all = new AllEvents(List.of(deaf, ear("second"), deaf));

        assertThatThrownBy(all::busAway)
                .hasMessage("deaf")
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
        assertThat(heard).containsExactly("second busAway[]");
    }

    private Events ear(String name) {
        return (Events) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Events.class}, (proxy, event, arguments) -> {
                    heard.add(name + " " + event.getName()
                            + Arrays.toString(arguments == null ? new Object[0] : arguments));
                    return null;
                });
    }
}
