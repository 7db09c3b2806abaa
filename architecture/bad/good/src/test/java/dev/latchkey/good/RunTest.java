package dev.latchkey.good;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A test that is run. */
final class RunTest {
    @Test
    void one_is_one() {
        assertThat(Integer.parseInt("1")).isEqualTo(1);
    }
}
