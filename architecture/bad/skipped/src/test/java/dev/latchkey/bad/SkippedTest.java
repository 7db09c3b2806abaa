package dev.latchkey.bad;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** A test that is skipped. */
final class SkippedTest {
    @Test
    @Disabled("to be seen by the check of skipped tests")
    void one_is_one() {
        assertThat(Integer.parseInt("1")).isEqualTo(1);
    }
}
