package dev.latchkey.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlantedBugTest {
    @ParameterizedTest(name = "{0} is found by its oracle within its seeds")
    @EnumSource
    void isFound(PlantedBug bug) {
        assertThat(bug.find()).as("%s, by oracle %s", bug, bug.oracles()).isNotNull();
    }
}
