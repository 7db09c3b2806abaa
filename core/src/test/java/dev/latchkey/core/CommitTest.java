package dev.latchkey.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rules S2–S4, S10: saves, one in flight, recognised after lost replies. */
class CommitTest {
    private final Town town = new Town();
    private final Villager a = town.server("a");

    @Test
    void s1_loadingAFreeProfileIsOneRoundTrip() {
        a.executed = 0;
        town.messages = 0;
        a.open();
        assertThat(a.executed).isEqualTo(1);
        assertThat(town.messages).isZero();
    }

    @Test
    void s2_aWriteOfAStaleSessionIsRefusedWhateverItsOwnerBelieves() {
        Session stale = a.open();
        Villager b = town.server("b");
        Load theft = b.begin(Conflict.STEAL);
        town.lose(letter -> true);
        town.settle();
        Session thief = b.session(theft);
        a.save(stale, "stale");
        town.settle();
        assertThat(town.data()).isNull();
        assertThat(town.head().token()).isEqualTo(thief.token());
        assertThat(a.last(Output.Ended.class).fate()).isEqualTo(Fate.ORPHANED);
    }

    @Test
    void s3_saveAndReleaseAreOneWrite() {
        Session session = a.open();
        a.executed = 0;
        a.change(session, "gold=5");
        a.close(session);
        town.settle();
        assertThat(a.executed).isEqualTo(1);
        assertThat(town.data()).isEqualTo("gold=5");
        assertThat(town.head().owner()).isNull();
        assertThat(a.last(Output.Ended.class).fate()).isEqualTo(Fate.STORED);
    }

    @Test
    void s4_whileACommitIsInFlightOnlyTheNewestStateWaits() {
        Session session = a.open();
        a.save(session, "1");
        a.save(session, "2");
        a.save(session, "3");
        assertThat(a.requests).hasSize(1);
        town.settle();
        assertThat(town.data()).isEqualTo("3");
        assertThat(town.head().version()).isEqualTo(2);
        assertThat(a.last(Output.Saved.class).upTo()).isEqualTo(3);
    }

    @Test
    void s4_aCloseIsACommitOfItsOwnAfterARunningSave() {
        Session session = a.open();
        a.save(session, "running");
        a.change(session, "final");
        a.close(session);
        assertThat(a.requests).hasSize(1);
        town.settle();
        assertThat(town.data()).isEqualTo("final");
        assertThat(town.head().version()).isEqualTo(2);
    }

    @Test
    void noWriteAfterClose() {
        Session session = a.open();
        a.close(session);
        a.save(session, "too late");
        town.settle();
        a.save(session, "far too late");
        town.settle();
        assertThat(town.data()).isNull();
        assertThat(a.requests).isEmpty();
    }

    @Test
    void s4_aSaveWhoseReplyWasLostIsRecognised() {
        Session session = a.open();
        a.loseReplies(Request.ToCommit.class::isInstance);
        a.save(session, "once");
        town.settle();
        assertThat(a.outputs(Output.Saved.class)).isEmpty();
        a.heal();
        town.pass(Duration.ofSeconds(1));
        assertThat(a.outputs(Output.Saved.class)).hasSize(1);
        assertThat(town.head().version()).isEqualTo(1);
    }

    @Test
    void s4_aReleaseWhoseReplyWasLostIsRecognised() {
        Session session = a.open();
        a.loseReplies(Request.ToCommit.class::isInstance);
        a.close(session);
        town.settle();
        a.heal();
        town.pass(Duration.ofSeconds(1));
        assertThat(a.last(Output.Ended.class).fate()).isEqualTo(Fate.STORED);
        assertThat(town.head().version()).isEqualTo(1);
    }

    @Test
    void s4_aHandOffWhoseReplyWasLostIsRecognisedBySealedAndGranted() {
        Villager b = town.server("b");
        Session session = a.open();
        a.change(session, "handed");
        a.loseReplies(Request.ToCommit.class::isInstance);
        Load load = b.load();
        a.heal();
        town.pass(Duration.ofSeconds(3));
        assertThat(b.text(b.session(load))).isEqualTo("handed");
        assertThat(a.last(Output.Ended.class).fate()).isEqualTo(Fate.STORED);
    }

    @Test
    void s4_aReleaseAppliedBeforeATakeoverIsDoneAndNotLost() {
        Villager b = town.server("b");
        Session session = a.open();
        a.loseReplies(Request.ToCommit.class::isInstance);
        a.change(session, "kept");
        a.close(session);
        town.settle();
        assertThat(b.text(b.open())).isEqualTo("kept");
        a.heal();
        town.pass(Duration.ofSeconds(1));
        assertThat(a.last(Output.Ended.class).fate()).isEqualTo(Fate.STORED);
        assertThat(a.last(Output.Ended.class).reason()).isEqualTo(EndReason.CLOSED);
    }

    @Test
    void s4_whereTheTokenMovedFurtherTheOutcomeIsUnknownAndTheStateAnOrphan() {
        Villager b = town.server("b");
        Session session = a.open();
        a.loseReplies(Request.ToCommit.class::isInstance);
        a.change(session, "who knows");
        a.close(session);
        town.settle();
        Session second = b.open();
        b.close(second);
        town.settle();
        b.open();
        a.heal();
        town.pass(Duration.ofSeconds(1));
        assertThat(a.last(Output.Ended.class).fate()).isEqualTo(Fate.UNKNOWN);
        assertThat(a.last(Output.OrphanKept.class).maybeApplied()).isTrue();
    }

    @Test
    void s10_aRejectedSaveLeavesTheSessionAsItIs() {
        Session session = a.open();
        a.save(session, "too big");
        Request.ToCommit request = (Request.ToCommit) a.requests.removeFirst();
        a.input(Input.completed(request, Outcome.done(new CommitReply.Rejected(Town.ADA, "too big"))));
        assertThat(a.last(Output.SaveRejected.class).reason()).isEqualTo("too big");
        assertThat(a.isActive(session)).isTrue();
        a.save(session, "small");
        town.settle();
        assertThat(town.data()).isEqualTo("small");
    }

    @Test
    void s10_aRejectedReleaseIsSentAgainWithoutTheStateWhichIsKept() {
        Session session = a.open();
        a.change(session, "too big");
        a.close(session);
        Request.ToCommit request = (Request.ToCommit) a.requests.removeFirst();
        a.input(Input.completed(request, Outcome.done(new CommitReply.Rejected(Town.ADA, "too big"))));
        town.settle();
        assertThat(town.head().owner()).isNull();
        assertThat(a.last(Output.OrphanKept.class).bytes()).isEqualTo(7);
        assertThat(a.last(Output.Ended.class).fate()).isEqualTo(Fate.ORPHANED);
        assertThat(a.last(Output.Ended.class).orphaned()).isEqualTo(7);
        assertThat(a.outputs(Output.Saved.class)).isEmpty();
    }

    @Test
    void s10_aStateThatIsRejectedWhileTheSessionEndsIsKept() {
        Session session = a.open();
        a.save(session, "too big");
        Request.ToCommit request = (Request.ToCommit) a.requests.removeFirst();
        a.input(new Input.Close(session, 1, Town.payload("too big"), false));
        a.input(Input.completed(request, Outcome.done(new CommitReply.Rejected(Town.ADA, "too big"))));
        town.settle();
        assertThat(town.head().owner()).isNull();
        assertThat(a.last(Output.OrphanKept.class).bytes()).isEqualTo(7);
        assertThat(a.last(Output.Ended.class).fate()).isEqualTo(Fate.ORPHANED);
        assertThat(a.outputs(Output.Saved.class)).isEmpty();
    }

    @Test
    void s10_aGrantDoesNotCarryAStateThatTheStoreDidNotTake() {
        Session session = a.open();
        a.save(session, "stored");
        town.settle();
        a.change(session, "too big");
        Villager b = town.server("b");
        Load load = b.begin(Conflict.WAIT);
        while (a.requests.isEmpty()) {
            b.serve();
            town.deliver();
        }
        Request.ToCommit request = (Request.ToCommit) a.requests.removeFirst();
        a.input(Input.completed(request, Outcome.done(new CommitReply.Rejected(Town.ADA, "too big"))));
        town.settle();
        assertThat(b.text(b.session(load))).isEqualTo("stored");
        assertThat(a.last(Output.Ended.class).fate()).isEqualTo(Fate.ORPHANED);
    }

    @Test
    void s10_aRejectedStateIsForgottenWhenANewerOneIsStored() {
        Session session = a.open();
        a.save(session, "too big");
        Request.ToCommit request = (Request.ToCommit) a.requests.removeFirst();
        a.input(Input.completed(request, Outcome.done(new CommitReply.Rejected(Town.ADA, "too big"))));
        a.save(session, "small");
        town.settle();
        a.close(session);
        town.settle();
        assertThat(a.outputs(Output.OrphanKept.class)).isEmpty();
        assertThat(a.last(Output.Ended.class).fate()).isEqualTo(Fate.STORED);
    }

    @Test
    void s4_aLoadWhoseReplyWasLostIsRecognisedUnderItsClaim() {
        a.loseReplies(Request.ToOpen.class::isInstance);
        Load load = a.load();
        a.heal();
        town.pass(Duration.ofSeconds(1));
        assertThat(a.session(load).token()).isEqualTo(1);
    }

    @Test
    void closeThenLoadAgainAtOnceWorks() {
        Session session = a.open();
        a.change(session, "again");
        a.close(session);
        Load load = a.load();
        assertThat(a.text(a.session(load))).isEqualTo("again");
    }

    @Test
    void theSameProfileTwiceOnOneServerIsANamedFailure() {
        a.open();
        a.load();
        assertThat(a.last(Output.LoadFailed.class).failure()).isInstanceOf(LoadFailure.AlreadyOpen.class);
    }
}
