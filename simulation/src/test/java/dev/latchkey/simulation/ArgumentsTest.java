package dev.latchkey.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    private static Arguments parse(String line) {
        return Arguments.parse(line.isEmpty() ? new String[0] : line.split(" ", -1));
    }

    @Test
    void nothing_is_a_thousand_seeds_and_ten_minutes() {
        assertThat(parse("")).isEqualTo(new Arguments(1000, -1, false, Long.MAX_VALUE, Duration.ofMinutes(10)));
    }

    @Test
    void each_option_counts() {
        assertThat(parse("--seeds 5 --states 7 --minutes 2"))
                .isEqualTo(new Arguments(5, -1, false, 7, Duration.ofMinutes(2)));
        assertThat(parse("--seed 9 --trace").seed()).isEqualTo(9);
        assertThat(parse("--seed 9 --trace").trace()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"--seeds, missing or bad", "--seeds x, missing or bad", "--seed -3, negative", "--sedes 3, --sedes"})
    void bad_input_is_refused_by_name(String line, String problem) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }
}
