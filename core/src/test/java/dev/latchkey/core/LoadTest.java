package dev.latchkey.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Open;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules L7–L9, S5: conflicts, steals, strays and cancelled loads. */
class LoadTest {
    private final Town town = new Town();
    private final Villager a = town.server("a");
    private final Villager b = town.server("b");

    @Test
    void l7_theDefaultFailsAfterItsPatienceAndNamesTheOwner() {
        a.prompt = false;
        a.open();
        a.pause();
        Load load = new Load(Town.ADA, Conflict.WAIT, Duration.ofSeconds(9).toNanos(), null);
        b.input(new Input.Begin(load));
        town.pass(Duration.ofSeconds(10));
        LoadFailure failure = b.last(Output.LoadFailed.class).failure();
        assertThat(failure).isInstanceOfSatisfying(LoadFailure.TimedOut.class, timedOut -> {
            assertThat(timedOut.owner()).extracting(Owner::name).isEqualTo("a");
        });
        assertThat(town.head().owner()).isEqualTo(a.id());
    }

    @Test
    void l7_failAtOnceDoesNotAsk() {
        a.open();
        b.begin(Conflict.FAIL);
        town.settle();
        assertThat(b.last(Output.LoadFailed.class).failure()).isInstanceOf(LoadFailure.Held.class);
        assertThat(a.outputs(Output.Ending.class)).isEmpty();
    }

    @Test
    void l7_aStolenSessionIsActiveOnceTheOldOwnerHasSaidSo() {
        Session first = a.open();
        Session second = steal();
        town.settle();
        assertThat(a.isActive(first)).isFalse();
        assertThat(a.last(Output.Ended.class).reason()).isEqualTo(EndReason.STOLEN);
        assertThat(b.isActive(second)).isTrue();
    }

    @Test
    void l7_orOneWholeLeaseAfterTheSteal() {
        town.lose(letter -> true);
        Session first = a.open();
        a.loseRequests(request -> true);
        Session second = steal();
        assertThat(a.isActive(first)).isTrue();
        assertThat(b.isActive(second)).isFalse();
        town.pass(Duration.ofSeconds(15));
        assertThat(a.isActive(first)).isFalse();
        town.pass(Duration.ofSeconds(5));
        assertThat(b.isActive(second)).isTrue();
    }

    @Test
    void l7_nothingIsWrittenOrGivenOnWhileASessionIsContested() {
        town.lose(letter -> true);
        a.open();
        a.loseRequests(request -> true);
        Session second = steal();
        b.save(second, "contested");
        b.close(second);
        town.pass(Duration.ofSeconds(15));
        assertThat(town.data()).isNull();
        assertThat(town.head().owner()).isEqualTo(b.id());
        town.pass(Duration.ofSeconds(5));
        assertThat(town.data()).isEqualTo("contested");
        assertThat(town.head().owner()).isNull();
    }

    @Test
    void l7_aServerThatWasNeverActiveDoesNotAnswerAThief() {
        town.post(a.id(), new Message.Stolen(Town.ADA, 3, b.id(), "b"));
        town.settle();
        assertThat(a.outputs(Output.Send.class)).noneMatch(send -> send.message() instanceof Message.StolenHeard);
    }

    @Test
    void l1_aRenewalTellsOfASteal() {
        town.lose(letter -> true);
        Session first = a.open();
        steal();
        town.pass(Duration.ofSeconds(5));
        assertThat(a.isActive(first)).isFalse();
        assertThat(a.last(Output.Ended.class).by()).isEqualTo("b");
    }

    private Session steal() {
        Load load = b.begin(Conflict.STEAL);
        town.settle();
        return b.session(load);
    }

    @Test
    void l9_aCancelledLoadGivesBackWhatItIsGrantedAndItsClaimIsSpent() {
        Load load = b.begin(Conflict.WAIT);
        Request.ToOpen open = (Request.ToOpen) b.requests.getFirst();
        b.input(new Input.Abandon(load));
        town.settle();
        assertThat(b.last(Output.LoadFailed.class).failure()).isInstanceOf(LoadFailure.Cancelled.class);
        assertThat(town.head().owner()).isNull();
        assertThat(town.head().spent()).contains(open.open.claim());
        b.execute(open);
        assertThat(town.head().owner()).as("after a late duplicate").isNull();
    }

    @Test
    void l8_aWantedSessionThatIsNeitherHeldNorAwaitedIsFreed() {
        town.store.open(List.of(new Open(Town.ADA, a.id(), town.freshId(), new Open.Try())));
        Load load = b.load();
        town.pass(Duration.ofSeconds(7));
        assertThat(b.loaded).containsKey(load);
    }

    @Test
    void l8_aLoadReclaimsTheStrayOfItsOwnServer() {
        town.store.open(List.of(new Open(Town.ADA, a.id(), town.freshId(), new Open.Try())));
        a.executed = 0;
        a.open();
        assertThat(a.executed).isEqualTo(2);
    }

    @Test
    void s5_anEraseOnALiveOwnerIsToldAndItsStateGoes() {
        Session session = a.open();
        a.save(session, "old");
        town.settle();
        a.change(session, "unsaved");
        Head head = town.head();
        town.store.edit(List.of(new Edit(Town.ADA, town.freshId(), head.token(), head.version(), null, "operator")));
        town.pass(Duration.ofSeconds(5));
        assertThat(a.last(Output.Ended.class).reason()).isEqualTo(EndReason.ERASED);
        assertThat(a.outputs(Output.OrphanKept.class)).isEmpty();
        assertThat(a.node.idle()).isTrue();
        assertThat(town.record().erased()).isTrue();
        assertThat(town.data()).isNull();
        assertThat(b.open().token()).isGreaterThan(head.token() + 1);
    }

    @Test
    void aLoadWhileTheStoreIsAwayGoesOnWhenItIsBack() {
        b.loseRequests(request -> true);
        Load load = b.load();
        town.pass(Duration.ofSeconds(10));
        assertThat(b.last(Output.StoreHealth.class).well()).isFalse();
        b.heal();
        town.pass(Duration.ofSeconds(2));
        assertThat(b.loaded).containsKey(load);
        assertThat(b.last(Output.StoreHealth.class).well()).isTrue();
    }
}
