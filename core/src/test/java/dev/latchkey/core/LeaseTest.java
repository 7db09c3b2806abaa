package dev.latchkey.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Id;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rules L1–L3: heartbeat, lease, burial, re-claim. */
class LeaseTest {
    private static final Duration LEASE = Duration.ofSeconds(15);
    private final Town town = new Town();
    private final Villager a = town.server("a");

    private void bury(Id server) {
        town.store.bury(new Burial(server, server, 0, Duration.ZERO, Burial.Cause.GIVEN_BACK));
    }

    @Test
    void l1_aServerRenewsOnceInFiveSecondsHoweverManySessions() {
        a.open();
        a.executed = 0;
        town.pass(Duration.ofSeconds(50));
        assertThat(a.executed).isEqualTo(10);
    }

    @Test
    void l3_aSessionIsNotActivePastTheLeaseLessItsMargin() {
        Session session = a.open();
        a.loseRequests(request -> true);
        town.pass(Duration.ofMillis(11_999));
        assertThat(a.isActive(session)).isTrue();
        town.pass(Duration.ofMillis(2));
        assertThat(a.isActive(session)).isFalse();
        assertThat(a.last(Output.Suspension.class).suspended()).isTrue();
    }

    @Test
    void l3_theLeaseCountsFromBeforeTheRenewalWasSent() {
        Session session = a.open();
        town.pass(Duration.ofSeconds(5).minusNanos(1));
        a.input(new Input.Tick());
        town.leap(Duration.ofNanos(1));
        a.input(new Input.Tick());
        town.leap(Duration.ofSeconds(4));
        town.settle();
        a.loseRequests(request -> true);
        town.pass(Duration.ofMillis(7_999));
        assertThat(a.isActive(session)).isTrue();
        town.pass(Duration.ofMillis(2));
        assertThat(a.isActive(session))
                .as("12 s after the sending, 8 s after the reply")
                .isFalse();
    }

    @Test
    void l3_theLargerOfBothClocksCounts() {
        Session session = a.open();
        Now now = town.now();
        assertThat(a.node.isActive(session, now)).isTrue();
        long suspended = Duration.ofSeconds(20).toNanos();
        assertThat(a.node.isActive(session, new Now(now.mono(), now.wall() + suspended)))
                .isFalse();
        assertThat(a.node.isActive(session, new Now(now.mono(), now.wall() - suspended)))
                .isTrue();
    }

    @Test
    void l3_aLaterRenewalResumesAllSessionsAtOnce() {
        Session session = a.open();
        a.loseRequests(request -> true);
        town.pass(Duration.ofSeconds(60));
        assertThat(a.isActive(session)).isFalse();
        a.heal();
        a.executed = 0;
        town.pass(Duration.ofSeconds(1));
        assertThat(a.isActive(session)).isTrue();
        assertThat(a.executed).isEqualTo(1);
        assertThat(a.last(Output.Suspension.class).suspended()).isFalse();
    }

    @Test
    void l2_aDeadOwnersSessionIsTakenOverInThreeRoundTripsOnceItsLeaseIsOver() {
        Session session = a.open();
        a.save(session, "saved");
        town.settle();
        Villager b = town.server("b");
        a.crash();
        town.pass(Duration.ofSeconds(14));
        Load load = b.load();
        assertThat(b.loaded).isEmpty();
        town.pass(Duration.ofSeconds(3));
        assertThat(b.text(b.session(load))).isEqualTo("saved");
        assertThat(b.last(Output.Buried.class).server()).isEqualTo(a.id());
    }

    @Test
    void l2_roundTripsOfATakeover() {
        a.open();
        Villager b = town.server("b");
        a.crash();
        town.pass(LEASE);
        b.executed = 0;
        b.open();
        assertThat(b.executed).isLessThanOrEqualTo(3);
    }

    @Test
    void l2_theFirstOneBackAfterAnOutageDoesNotRobTheOthers() {
        a.open();
        Villager b = town.server("b");
        a.loseRequests(request -> true);
        b.loseRequests(request -> true);
        town.pass(Duration.ofSeconds(40));
        b.heal();
        Load load = b.begin(Conflict.WAIT);
        town.pass(Duration.ofSeconds(5));
        assertThat(b.loaded).as("b's own lease is younger than 6 s").isEmpty();
        a.heal();
        town.pass(Duration.ofSeconds(3));
        assertThat(b.loaded).as("handed off, not robbed").containsKey(load);
        assertThat(b.outputs(Output.Buried.class)).isEmpty();
    }

    @Test
    void l3_aBuriedServerReclaimsWhatNobodyTook() {
        Session session = a.open();
        Id former = a.id();
        bury(former);
        town.pass(Duration.ofSeconds(6));
        assertThat(a.id()).isNotEqualTo(former);
        assertThat(a.isActive(session)).isTrue();
        assertThat(town.head().owner()).isEqualTo(a.id());
        a.save(session, "after");
        town.settle();
        assertThat(town.data()).isEqualTo("after");
    }

    @Test
    void l3_aReclaimWhoseReplyWasLostIsRecognised() {
        Session session = a.open();
        bury(a.id());
        a.loseReplies(Request.ToOpen.class::isInstance);
        town.pass(Duration.ofSeconds(6));
        assertThat(a.isActive(session)).isFalse();
        bury(a.id());
        town.pass(Duration.ofSeconds(6));
        a.heal();
        town.pass(Duration.ofSeconds(2));
        assertThat(a.isActive(session))
                .as("by the pair that the unanswered re-claim asked for")
                .isTrue();
    }

    @Test
    void l8_aGrantForAFormerIdLeavesAClaimAloneThatIsStillWaitedFor() {
        a.open();
        Villager b = town.server("b");
        town.lose(letter -> letter.message() instanceof Message.Grant);
        Load load = b.load();
        town.leap(Duration.ofSeconds(1));
        b.input(new Input.Tick());
        Request.ToOpen late = (Request.ToOpen) b.requests.removeFirst();
        Input.Completed<?> reply = new Input.Completed<>(late, b.execute(late));
        bury(b.id());
        town.leap(Duration.ofSeconds(4));
        b.input(new Input.Tick());
        b.serve();
        assertThat(b.requests).as("no answer yet").hasAtLeastOneElementOfType(Request.ToRegister.class);
        b.input(new Input.Received(grantOf(a)));

        b.input(reply);
        town.pass(Duration.ofSeconds(3));

        assertThat(b.outputs(Output.Ended.class)).isEmpty();
        assertThat(b.isActive(b.session(load))).isTrue();
    }

    private static Message grantOf(Villager server) {
        return server.outputs(Output.Send.class).stream()
                .map(Output.Send::message)
                .filter(Message.Grant.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void l3_theReclaimSettlesTheCommitInFlight() {
        Session session = a.open();
        a.loseReplies(Request.ToCommit.class::isInstance);
        a.save(session, "in flight");
        town.settle();
        bury(a.id());
        a.input(new Input.Tick());
        town.pass(Duration.ofSeconds(6));
        a.heal();
        town.pass(Duration.ofSeconds(1));
        assertThat(a.outputs(Output.Saved.class)).hasSize(1);
        assertThat(town.head().version()).isEqualTo(1);
        assertThat(a.isActive(session)).isTrue();
    }

    @Test
    void s9_aSessionThatWasTakenOverEndsAsLostAndItsStateIsAnOrphan() {
        Session session = a.open();
        Villager b = town.server("b");
        a.pause();
        a.change(session, "unsaved");
        town.pass(Duration.ofSeconds(16));
        Session second = b.open();
        assertThat(a.isActive(session)).isFalse();
        a.resume();
        town.pass(Duration.ofSeconds(3));
        Output.Ended ended = a.last(Output.Ended.class);
        assertThat(ended.reason()).isEqualTo(EndReason.LOST);
        assertThat(ended.fate()).isEqualTo(Fate.ORPHANED);
        assertThat(a.last(Output.OrphanKept.class).bytes()).isEqualTo("unsaved".length());
        assertThat(b.isActive(second)).isTrue();
    }

    @Test
    void l3_aPausedServerThatNobodyRobbedGoesOn() {
        Session session = a.open();
        a.pause();
        town.pass(Duration.ofSeconds(60));
        a.resume();
        assertThat(a.isActive(session)).isFalse();
        town.pass(Duration.ofSeconds(1));
        assertThat(a.isActive(session)).isTrue();
    }
}
