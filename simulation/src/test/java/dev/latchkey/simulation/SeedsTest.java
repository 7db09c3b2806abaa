package dev.latchkey.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedsTest {
    private static final int CHUNK = 50;

    @ParameterizedTest(name = "every oracle holds in seeds {0} to {0} + 49, and each runs the same twice")
    @ValueSource(longs = {1, 51, 101})
    void everyOracleHolds(long first) {
        for (long seed = first; seed < first + CHUNK; seed++) {
            Run run = Run.of(seed, line -> {});
            Run again = Run.of(seed, line -> {});

            assertThat(run.failed()).as(run.report()).isFalse();
            assertThat(again.hash()).as("trace of seed %s, run twice", seed).isEqualTo(run.hash());
        }
    }

    @Test
    void differentSeedsRunDifferently() {
        assertThat(Run.of(1, line -> {}).hash())
                .isNotEqualTo(Run.of(2, line -> {}).hash());
    }

    @Test
    void theTraceShowsEveryStepAndTheReportItsTail() {
        List<String> read = new ArrayList<>();
        Run run = Run.of(1, read::add);

        assertThat(run.lines()).isEqualTo(read.size()).isGreaterThan(100);
        assertThat(read.get(0)).contains("seed 1");
        assertThat(run.report()).contains(read.get(read.size() - 1));
    }
}
