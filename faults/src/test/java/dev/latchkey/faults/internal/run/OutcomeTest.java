package dev.latchkey.faults.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The line of the players' checker, and what is made of it. */
final class OutcomeTest {
    private static final String LINE =
            "result lost=1 duplicated=2 clean=false acknowledged=3 longest-load-millis=12112 suspended-millis=6861";

    @Test
    void it_is_told_as_a_line_and_as_json() {
        Line line = new Line(Fault.STORE_KILLED, Engine.POSTGRES, Outcome.parse(LINE));
        assertThat(line.isClean()).isFalse();
        assertThat(line.text())
                .isEqualTo("fault=store-killed engine=postgres lost=1 duplicated=2 longest-load=12.1s suspended=6.9s");
        assertThat(line.json())
                .isEqualTo("{\"fault\":\"store-killed\",\"engine\":\"postgres\",\"lost\":1,\"duplicated\":2,"
                        + "\"clean\":false,\"acknowledged\":3,\"longestLoad\":12.1,\"suspended\":6.9}");
    }

    @Test
    void a_line_that_lacks_something_is_no_outcome() {
        assertThatThrownBy(() -> Outcome.parse("result lost=0 duplicated=0")).hasMessageContaining("acknowledged");
    }
}
