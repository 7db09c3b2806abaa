package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.latchkey.engine.memory.MemoryEngine;
import dev.latchkey.spi.StorageEngine;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The contract finds each planted mistake by the tests named with it, so those tests can fail. */
class AliveContractTest {
    @ParameterizedTest
    @MethodSource("planted")
    void theContractFindsThePlantedMistake(Planted planted) {
        Events events = run(planted);
        Set<String> failed = events.failed().stream()
                .map(event -> event.getTestDescriptor().getDisplayName())
                .map(name -> name.substring(0, name.indexOf('_')))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(failed).containsAll(planted.foundBy());
    }

    @Test
    void theContractFindsNothingWithoutAMistake() {
        Events events = run(Planted.NONE);
        assertThat(events.succeeded().count()).isGreaterThan(100);
        assertThat(events.failed().count()).isZero();
    }

    static Stream<Planted> planted() {
        return Stream.of(
                        PlantedRecordRules.fences(),
                        PlantedRecordRules.changes(),
                        PlantedRecordRules.unowned(),
                        PlantedServerRules.all(),
                        PlantedEffectRules.mail(),
                        PlantedEffectRules.items(),
                        PlantedAbilities.mailAndItems(),
                        PlantedAbilities.history(),
                        PlantedAbilities.housekeeping())
                .flatMap(List::stream);
    }

    private static Events run(Planted planted) {
        PlantedEngineTest.planted = planted;
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(PlantedEngineTest.class))
                .execute()
                .testEvents();
    }

    /** Run by the tests above only: the build's own search passes over nested classes. */
    static class PlantedEngineTest extends StorageEngineContract
            implements InspectionContract,
                    OrphanShelfContract,
                    MailContract,
                    ItemsContract,
                    HistoryContract,
                    HousekeepingContract {
        private static Planted planted = Planted.NONE;

        private final ManualClock clock = new ManualClock();
        private final MemoryEngine store = MemoryEngine.builder()
                .clock(clock)
                .recordRules(planted.recordRules())
                .serverRules(planted.serverRules())
                .effectRules(planted.effectRules())
                .build();

        @Override
        protected StorageEngine open() {
            return planted.around().apply(store.another());
        }

        @Override
        protected EngineTime time(StorageEngine engine) {
            return EngineTime.manual(clock);
        }
    }
}
