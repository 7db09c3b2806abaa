package dev.latchkey.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.ServerRow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rule L10: the drain, the journal and its replay. */
class ShutdownTest {
    private static final long TEN_SECONDS = Duration.ofSeconds(10).toNanos();
    private final Town town = new Town();
    private final Villager a = town.server("a");

    @Test
    void l10_allSessionsEndAndTheLeaseIsGivenBack() {
        Session session = a.open();
        a.change(session, "final");
        a.input(new Input.Shutdown(TEN_SECONDS));
        town.settle();
        assertThat(town.data()).isEqualTo("final");
        assertThat(town.head().owner()).isNull();
        assertThat(a.last(Output.Stopped.class).journal()).isEmpty();
        assertThat(town.store.serverRows().get(a.id()))
                .extracting(ServerRow::buried)
                .isEqualTo(true);
    }

    @Test
    void l10_newLoadsAreRefused() {
        a.input(new Input.Shutdown(TEN_SECONDS));
        a.load();
        assertThat(a.last(Output.LoadFailed.class).failure()).isInstanceOf(LoadFailure.ShuttingDown.class);
        a.load();
        assertThat(a.outputs(Output.LoadFailed.class)).as("after the stop, too").hasSize(2);
    }

    private List<JournalEntry> stopWithTheStoreAway() {
        Session session = a.open();
        a.save(session, "0");
        town.settle();
        a.loseRequests(request -> true);
        a.save(session, "1");
        town.settle();
        a.change(session, "2");
        a.input(new Input.Shutdown(TEN_SECONDS));
        town.pass(Duration.ofSeconds(11));
        assertThat(a.last(Output.Ended.class).fate()).isEqualTo(Fate.JOURNALLED);
        return JournalCodec.decode(
                JournalCodec.encode(a.last(Output.Stopped.class).journal()));
    }

    @Test
    void l10_whatCannotReachTheStoreIsJournalledAndReplayed() {
        List<JournalEntry> journal = stopWithTheStoreAway();
        assertThat(town.data()).isEqualTo("0");
        Villager next = town.server("a");
        next.input(new Input.Replay(journal));
        town.settle();
        assertThat(town.data()).isEqualTo("2");
        assertThat(town.head().owner()).isNull();
        assertThat(next.last(Output.Replayed.class)).isEqualTo(new Output.Replayed(1, 0));
    }

    @Test
    void l10_aReplayThatIsRepeatedIsRecognised() {
        List<JournalEntry> journal = stopWithTheStoreAway();
        for (int i = 0; i < 3; i++) {
            Villager next = town.server("a" + i);
            next.input(new Input.Replay(journal));
            town.settle();
            assertThat(next.last(Output.Replayed.class)).isEqualTo(new Output.Replayed(1, 0));
        }
        assertThat(town.head().version()).isEqualTo(3);
    }

    @Test
    void l10_aReplayOfASessionThatWasTakenOverIsAnOrphan() {
        List<JournalEntry> journal = stopWithTheStoreAway();
        town.pass(Duration.ofSeconds(20));
        Villager b = town.server("b");
        town.pass(Duration.ofSeconds(7));
        Session session = b.open();
        b.save(session, "b's");
        town.settle();
        Villager next = town.server("a");
        next.input(new Input.Replay(journal));
        town.settle();
        assertThat(next.last(Output.Replayed.class)).isEqualTo(new Output.Replayed(0, 1));
        assertThat(next.last(Output.OrphanKept.class).bytes()).isEqualTo(1);
        assertThat(town.data()).isEqualTo("b's");
    }

    @Test
    void l10_aReplayWaitsForALoadThatIsOnItsWay() {
        List<JournalEntry> journal = stopWithTheStoreAway();
        Villager next = town.server("a");
        next.input(new Input.Predecessor(a.id()));
        town.settle();
        Load load = next.begin(Conflict.WAIT);
        next.input(new Input.Replay(journal));
        town.settle();
        Session session = next.session(load);
        assertThat(next.outputs(Output.Replayed.class)).isEmpty();
        next.close(session);
        town.settle();
        assertThat(next.last(Output.Replayed.class)).isEqualTo(new Output.Replayed(0, 1));
        assertThat(next.last(Output.OrphanKept.class).bytes()).isEqualTo(1);
    }

    @Test
    void l2_aProcessBuriesItsPredecessorAtOnce() {
        Session session = a.open();
        a.save(session, "left");
        town.settle();
        a.crash();
        Villager next = town.server("a");
        next.input(new Input.Predecessor(a.id()));
        town.settle();
        assertThat(next.text(next.open())).isEqualTo("left");
    }
}
