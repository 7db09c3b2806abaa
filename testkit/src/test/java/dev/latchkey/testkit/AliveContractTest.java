package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.latchkey.engine.memory.MemoryEngine;
import dev.latchkey.spi.StorageEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The contract finds each planted mistake by the tests named with it, so those tests can fail. */
class AliveContractTest {
    @ParameterizedTest
    @MethodSource("planted")
    void theContractFindsThePlantedMistake(Planted planted) {
        Set<String> named = new TreeSet<>(planted.foundBy());
        List<MethodSelector> tests = Arrays.stream(PlantedEngineTest.class.getMethods())
                .filter(method -> named.contains(number(method.getName())))
                .map(method -> selectMethod(PlantedEngineTest.class, method))
                .toList();
        assertThat(tests).hasSameSizeAs(named);
        Set<String> failed = run(planted, tests).failed().stream()
                .map(event -> number(event.getTestDescriptor().getDisplayName()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(failed).isNotEmpty().isEqualTo(named);
    }

    @Test
    void theContractFindsNothingWithoutAMistake() {
        Events events = run(Planted.NONE, List.of(selectClass(PlantedEngineTest.class)));
        assertThat(events.succeeded().count()).isGreaterThan(100);
        assertThat(events.failed().stream()).extracting(Event::toString).isEmpty();
    }

    static Stream<Planted> planted() {
        return Stream.of(
                        PlantedRecordRules.fences(),
                        PlantedRecordRules.changes(),
                        PlantedRecordRules.unowned(),
                        PlantedServerRules.all(),
                        PlantedEffectRules.mail(),
                        PlantedEffectRules.items(),
                        PlantedAudit.sessions(),
                        PlantedErasures.all(),
                        PlantedTags.all(),
                        PlantedAbilities.mailAndItems(),
                        PlantedAbilities.history(),
                        PlantedAbilities.housekeeping(),
                        PlantedRelocations.all())
                .flatMap(List::stream);
    }

    /** What stands before the first underscore. */
    private static String number(String name) {
        int end = name.indexOf('_');
        return end < 0 ? name : name.substring(0, end);
    }

    private static Events run(Planted planted, List<? extends DiscoverySelector> tests) {
        PlantedEngineTest.planted = planted;
        return EngineTestKit.engine("junit-jupiter")
                .selectors(tests.toArray(DiscoverySelector[]::new))
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
                    TagsContract,
                    HousekeepingContract,
                    RelocationContract {
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
