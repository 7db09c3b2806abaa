package dev.latchkey.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FormerIdSceneTest {
    @Test
    void aGrantForAFormerIdIsNotConsumed() {
        SmallWorld world = FormerIdScene.play(Subject.SHIPPED, Oracles.of(Mode.TIMED));
        List<Server> servers = world.scene.servers;

        assertThat(servers.get(1).plays).isEmpty();
        assertThat(servers.get(2).plays).hasSize(1);
    }

    @Test
    void theDirectedScheduleFindsThePlantedBugByOracle3() {
        Subject planted = PlantedBug.GRANT_FOR_A_FORMER_ID.subject();

        assertThatExceptionOfType(Violation.class)
                .isThrownBy(() -> FormerIdScene.play(planted, Oracles.only(Set.of(3))))
                .satisfies(found -> assertThat(found.number()).isEqualTo(3));
    }
}
