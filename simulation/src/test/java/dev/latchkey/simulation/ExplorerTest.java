package dev.latchkey.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExplorerTest {
    private static final long MOST_STATES = 15_000;
    private static final long NEAREST_STATES = 30_000;

    static List<Bounds> configurations() {
        return Configurations.QUICK;
    }

    @ParameterizedTest(name = "no oracle is violated in any order of events: {0}")
    @MethodSource("configurations")
    void noOracleIsViolated(Bounds bounds) throws InterruptedException {
        Explorer.Report report =
                new Explorer(bounds, Subject.SHIPPED).explore(Limits.states(MOST_STATES), 1, states -> {});

        assertThat(report.failed()).as(report.trace()).isFalse();
        assertThat(report.states()).isGreaterThan(100);
    }

    @ParameterizedTest(name = "{0} is found by exploring")
    @EnumSource(
            names = {
                "OPEN_WITHOUT_LOCK_CHECK",
                "GRANT_BEFORE_CONFIRMED",
                "ACTIVE_WHILE_ENDING",
                "RELEASE_WITHOUT_SAVE",
                "COMMIT_RECOGNITION_OFF"
            })
    void plantedBugsAreFound(PlantedBug bug) {
        assertThat(Configurations.QUICK)
                .anySatisfy(bounds -> assertThat(new Explorer(bounds, bug.subject())
                                .shallow(NEAREST_STATES)
                                .failed())
                        .isTrue());
    }

    @ParameterizedTest(name = "{1} is found by exploring {0}")
    @CsvSource({
        "steal, NO_WAIT_AFTER_STEAL",
        "edit, TAKEN_AND_NOT_CONTESTED",
        "edit, ERASE_LEAVES_TOKEN_AND_VERSION",
        "burial twice, RECLAIM_WITHOUT_TOKEN_AND_OWNER",
        "journal twice, COMMIT_RECOGNITION_OFF"
    })
    void largerConfigurationsAreAlive(String name, PlantedBug bug) throws InterruptedException {
        Bounds bounds = Configurations.LARGE.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(new Explorer(bounds, bug.subject())
                        .explore(Limits.states(MOST_STATES), 1, states -> {})
                        .failed())
                .isTrue();
    }

    @Test
    void anExplorationStopsWhenItsTimeIsOver() throws InterruptedException {
        Bounds large = Configurations.LARGE.get(0);

        Explorer.Report report = new Explorer(large, Subject.SHIPPED)
                .explore(Limits.within(Long.MAX_VALUE, Duration.ZERO), 1, states -> {});

        assertThat(report.whole()).isFalse();
        assertThat(report.failed()).isFalse();
        assertThat(report.states()).isBetween(1L, 64L);
    }
}
