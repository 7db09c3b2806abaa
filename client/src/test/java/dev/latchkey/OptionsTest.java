package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Bad values are refused at once, by name, value and range. */
final class OptionsTest {
    private static void refused(UnaryOperator<Options> change, String... words) {
        assertThatThrownBy(() -> change.apply(Options.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void a_value_out_of_its_range_is_named_with_the_range() {
        refused(options -> options.withLease(Duration.ofMillis(10)), "lease=PT0.01S", "PT1S to PT10M");
        refused(options -> options.withName(" "), "name= ", "1-64 characters");
        refused(options -> options.withNotice(Duration.ofSeconds(-1)), "notice=PT-1S", "PT0S to PT1M");
        refused(options -> options.withAutoSave(Duration.ZERO), "autoSave=PT0S", "PT1S to PT1H");
        refused(options -> options.withMaxPayload(0), "maxPayload=0", "1 to 67108864");
        refused(options -> options.withDrain(Duration.ofHours(1)), "drain=PT1H", "PT0S to PT10M");
        refused(options -> options.withMaxLoads(0), "maxLoads=0", "1 to 10000000");
    }

    @Test
    void a_load_option_out_of_its_range_is_named_with_the_range() {
        assertThatThrownBy(() -> LoadOptions.DEFAULT.withPatience(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("patience=PT0S", "PT0.001S to PT24H");
    }

    @Test
    void a_store_whose_engine_is_missing_is_told_with_the_artifact_to_add() {
        assertThatThrownBy(() -> Latchkey.open("sqlite:players.db"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("scheme=sqlite", "dev.latchkey:latchkey-engine-sqlite");
    }

    @Test
    void a_bus_that_is_missing_is_told_and_the_store_is_closed_again() {
        assertThatThrownBy(() -> Latchkey.open("memory:options-test", options -> options.withBus("pigeon:post")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scheme=pigeon");
    }

    @Test
    void an_engine_and_its_bus_are_found_by_the_url() {
        try (Latchkey one = Latchkey.open("memory:options-test");
                Latchkey two = Latchkey.open("memory:options-test")) {
            Profile<byte[]> here =
                    one.profiles("raw", byte[].class, () -> new byte[0]).load("ada");
            here.update(bytes -> new byte[] {7});
            Profile<byte[]> there =
                    two.profiles("raw", byte[].class, () -> new byte[0]).load("ada");
            assertThat(there.data()).containsExactly(7);
        }
    }
}
