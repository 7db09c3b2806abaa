package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.granted;
import static dev.latchkey.testkit.EngineStage.held;
import static dev.latchkey.testkit.EngineStage.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.RenewReply.How;
import dev.latchkey.spi.RenewReply.Taken;
import dev.latchkey.spi.RenewReply.WantedSession;
import dev.latchkey.spi.Write;
import org.junit.jupiter.api.Test;

/** C57–C69: servers, what their renewals bring, and burials that need no clock (L1, L2). */
public interface ServerContract extends Staged {
    /** C57. */
    @Test
    default void c57_registeringInsertsARowAndRepeatedFindsIt() {
        Id server = stage().id();
        assertThat(stage().register(server)).isEqualTo(new Registration.Registered(true, false, 0));
        stage().renewed(server, 0, 0);
        assertThat(stage().register(server)).isEqualTo(new Registration.Registered(false, false, 1));
        assertThat(stage().renewed(server, 1, 0).beat()).isEqualTo(2);
    }

    /** C58. */
    @Test
    default void c58_registeringNeverRevives() {
        Id server = stage().server();
        stage().bury(server);
        assertThat(stage().register(server)).isEqualTo(new Registration.Registered(false, true, 0));
        assertThat(stage().tryOpen(stage().profile(), server, stage().id()))
                .isEqualTo(new OpenReply.NotLive(OpenReply.Reason.BURIED));
    }

    /** C59. */
    @Test
    default void c59_aRenewalRaisesTheBeatByOne() {
        Id server = stage().server();
        assertThat(stage().renewed(server, 0, 0).beat()).isEqualTo(1);
        assertThat(stage().renewed(server, 1, 0).beat()).isEqualTo(2);
    }

    /** C60. */
    @Test
    default void c60_aRenewalOfAnotherBeatRenewsNothing() {
        Id server = stage().server();
        stage().renewed(server, 0, 0);
        assertThat(stage().renew(server, 0)).isEqualTo(new RenewReply.BeatMoved(1));
        assertThat(stage().renew(server, 7)).isEqualTo(new RenewReply.BeatMoved(1));
        assertThat(stage().renewed(server, 1, 0).beat()).isEqualTo(2);
    }

    /** C61. */
    @Test
    default void c61_aBuriedOrMissingServerIsGoneForGood() {
        Id server = stage().server();
        stage().bury(server);
        assertThat(stage().renew(server, 0)).isEqualTo(new RenewReply.Gone());
        assertThat(stage().renew(server, 0)).isEqualTo(new RenewReply.Gone());
        assertThat(stage().renew(stage().id(), 0)).isEqualTo(new RenewReply.Gone());
        assertThat(stage().giveBack(server)).isEqualTo(Burial.Reply.BURIED);
    }

    /** C62. */
    @Test
    default void c62_aRenewalBringsTheWantedSessionsOfThisServerInOrderAndNoOthers() {
        Id owner = stage().server();
        Session quiet = stage().session(stage().profile(), owner);
        Session wanted = stage().session(stage().profile(), owner);
        Session alsoWanted = stage().session(stage().profile(), owner);
        Session others = stage().session(stage().profile(), stage().server());
        WantedSession second = ask(alsoWanted);
        WantedSession first = ask(wanted);
        ask(others);
        assertThat(stage().renewed(owner, 0, 0).wanted()).containsExactly(first, second);
        stage().applied(wanted, null, new Write.Release());
        stage().applied(quiet, null, new Write.Release());
        assertThat(stage().renewed(owner, 1, 0).wanted()).containsExactly(second);
        stage().cancel(
                        alsoWanted.profile(),
                        second.wanted().server(),
                        second.wanted().claim());
        assertThat(stage().renewed(owner, 2, 0).wanted()).isEmpty();
    }

    /** C63. */
    @Test
    default void c63_aRenewalDoesNotBringTheLoadsOfBuriedServers() {
        Id owner = stage().server();
        WantedSession dead = ask(stage().session(stage().profile(), owner));
        WantedSession live = ask(stage().session(stage().profile(), owner));
        stage().bury(dead.wanted().server());
        assertThat(stage().renewed(owner, 0, 0).wanted()).containsExactly(live);
    }

    private WantedSession ask(Session session) {
        Head head = held(stage().open(session.profile(), stage().server(), stage().id(), new Open.Ask(0)))
                .head();
        if (head.wanted() == null) {
            throw new AssertionError("the load is not recorded: " + head);
        }
        return new WantedSession(session.profile(), session.token(), session.claim(), head.wanted());
    }

    /** C64. */
    @Test
    default void c64_stolenSessionsAreToldWithEachRenewalUntilAcknowledgedByNumber() {
        Id owner = stage().server();
        Session first = stage().session(stage().profile(), owner);
        Session second = stage().session(stage().profile(), owner);
        Id thief = stage().server();
        Taken one = steal(first, thief, 1);
        assertThat(stage().renewed(owner, 0, 0).taken()).containsExactly(one);
        Taken two = steal(second, thief, 2);
        assertThat(stage().renewed(owner, 1, 0).taken()).containsExactly(one, two);
        assertThat(stage().renew(owner, 0, 2)).isEqualTo(new RenewReply.BeatMoved(2));
        assertThat(stage().renewed(owner, 2, 1).taken()).containsExactly(two);
        assertThat(stage().renewed(owner, 3, 2).taken()).isEmpty();
        Taken three = steal(stage().session(stage().profile(), owner), thief, 3);
        assertThat(stage().renewed(owner, 4, 2).taken()).containsExactly(three);
        assertThat(stage().renewed(thief, 0, 0).taken()).isEmpty();
    }

    private Taken steal(Session session, Id thief, long number) {
        granted(stage().open(session.profile(), thief, stage().id(), new Open.Steal(session.token())));
        return new Taken(number, session.profile(), session.token(), session.claim(), How.STOLEN, "server");
    }

    /** C65. */
    @Test
    default void c65_givingBackTheLeaseIsBurialAtOnce() {
        Session session = stage().session(stage().profile(), stage().server());
        assertThat(stage().giveBack(session.server())).isEqualTo(Burial.Reply.BURIED);
        assertThat(granted(stage().tryOpen(session.profile(), stage().server(), stage().id()))
                        .how())
                .isEqualTo(OpenReply.How.TAKEN_OVER);
    }

    /** C66. */
    @Test
    default void c66_aPredecessorIsBuriedAtOnce() {
        Session session = stage().session(stage().profile(), stage().server());
        Burial burial = new Burial(session.server(), stage().server(), 99, stage().settled(), Burial.Cause.PREDECESSOR);
        assertThat(reply(stage().engine().bury(burial))).isEqualTo(Burial.Reply.BURIED);
        assertThat(granted(stage().tryOpen(session.profile(), stage().server(), stage().id()))
                        .how())
                .isEqualTo(OpenReply.How.TAKEN_OVER);
    }

    /** C67. */
    @Test
    default void c67_aMissingRowIsNeverReadAsBuried() {
        for (Burial.Cause cause : Burial.Cause.values()) {
            Burial burial = new Burial(stage().id(), stage().server(), 0, stage().settled(), cause);
            assertThat(reply(stage().engine().bury(burial))).isEqualTo(Burial.Reply.MISSING);
        }
    }

    /** C68. */
    @Test
    default void c68_buryingTwiceIsBuryingOnce() {
        Id server = stage().server();
        stage().bury(server);
        assertThat(stage().giveBack(server)).isEqualTo(Burial.Reply.BURIED);
        assertThat(stage().buryDead(server, stage().server(), 5)).isEqualTo(Burial.Reply.BURIED);
    }

    /** C69. */
    @Test
    default void c69_burialLeavesTheRecordsOfItsSessionsAsTheyAre() {
        ProfileId profile = stage().saved("{}");
        Session session = stage().session(profile, stage().server());
        var before = stage().record(profile);
        stage().bury(session.server());
        assertThat(stage().record(profile)).isEqualTo(before);
    }
}
