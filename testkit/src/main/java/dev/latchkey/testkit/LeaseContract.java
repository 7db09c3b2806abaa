package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.granted;
import static dev.latchkey.testkit.EngineStage.held;
import static dev.latchkey.testkit.EngineStage.reply;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Write;
import java.util.List;
import org.junit.jupiter.api.Test;

/** C70–C79: leases by the store's clock, for engines that have one (L2, L7). */
public interface LeaseContract extends Staged {
    /** C70. */
    @Test
    default void c70_aServerWhoseLeaseHoldsIsNotBuried() {
        Id by = stage().server();
        stage().pass(0.5);
        Id target = stage().server();
        assertThat(stage().buryDead(target, by, 0)).isEqualTo(Burial.Reply.ALIVE);
        assertThat(stage().renewed(target, 0, 0).beat()).isEqualTo(1);
    }

    /** C71. */
    @Test
    default void c71_aServerWhoseLeaseIsOverIsBuried() {
        Session session = stage().session(stage().profile(), stage().server());
        Id by = settledAfterLeaseOf(session.server());
        assertThat(stage().buryDead(session.server(), by, 0)).isEqualTo(Burial.Reply.BURIED);
        assertThat(granted(stage().tryOpen(session.profile(), by, stage().id())).how())
                .isEqualTo(OpenReply.How.TAKEN_OVER);
    }

    /** C72. */
    @Test
    default void c72_aServerThatRenewedMeanwhileIsNotBuried() {
        Id target = stage().server();
        Id by = settledAfterLeaseOf(target);
        stage().renewed(target, 0, 0);
        assertThat(stage().buryDead(target, by, 0)).isEqualTo(Burial.Reply.ALIVE);
        assertThat(stage().buryDead(target, by, 1)).isEqualTo(Burial.Reply.ALIVE);
        assertThat(stage().renewed(target, 1, 0).beat()).isEqualTo(2);
    }

    /** C73. */
    @Test
    default void c73_aLeaseOverUnderAnotherBeatThanSeenIsNotBuried() {
        Id target = stage().server();
        stage().renewed(target, 0, 0);
        Id by = settledAfterLeaseOf(target);
        assertThat(stage().buryDead(target, by, 0)).isEqualTo(Burial.Reply.ALIVE);
        assertThat(stage().buryDead(target, by, 1)).isEqualTo(Burial.Reply.BURIED);
    }

    /** C74. */
    @Test
    default void c74_whoeverBuriesHasHeldItsOwnLeaseForAWhileWithoutAGap() {
        Id target = stage().server();
        Id gap = stage().server();
        stage().pass(1.1);
        assertThat(stage().buryDead(target, gap, 0)).isEqualTo(Burial.Reply.NOT_SETTLED);
        stage().renewed(gap, 0, 0);
        Id fresh = stage().server();
        assertThat(stage().buryDead(target, gap, 0)).isEqualTo(Burial.Reply.NOT_SETTLED);
        assertThat(stage().buryDead(target, fresh, 0)).isEqualTo(Burial.Reply.NOT_SETTLED);
        assertThat(stage().buryDead(target, stage().id(), 0)).isEqualTo(Burial.Reply.NOT_SETTLED);
        stage().pass(0.45);
        Id gone = stage().server();
        stage().bury(gone);
        assertThat(stage().buryDead(target, gone, 0)).isEqualTo(Burial.Reply.NOT_SETTLED);
        assertThat(stage().buryDead(target, fresh, 0)).isEqualTo(Burial.Reply.BURIED);
    }

    /** C75. */
    @Test
    default void c75_aServerWhoseLeaseIsOverOpensNothingUntilItRenews() {
        Id server = stage().server();
        Session session = stage().session(stage().profile(), server);
        ProfileId free = stage().saved("{}");
        ProfileRecord before = stage().record(free);
        stage().pass(1.1);
        var over = new OpenReply.NotLive(OpenReply.Reason.LEASE_OVER);
        assertThat(stage().tryOpen(stage().profile(), server, stage().id())).isEqualTo(over);
        assertThat(stage().tryOpen(free, server, stage().id())).isEqualTo(over);
        List<Open> batch = List.of(
                new Open(free, server, stage().id(), new Open.Try()),
                new Open(session.profile(), server, session.claim(), new Open.Try()));
        assertThat(stage().engine().open(batch))
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(reply(outcome)).isEqualTo(over));
        assertThat(stage().record(free)).isEqualTo(before);
        assertThat(stage().tryOpen(session.profile(), server, session.claim())).isEqualTo(over);
        stage().renewed(server, 0, 0);
        assertThat(granted(stage().tryOpen(session.profile(), server, session.claim()))
                        .how())
                .isEqualTo(OpenReply.How.RECOGNISED);
    }

    /** C76. */
    @Test
    default void c76_aRefusedOpenTellsWhetherTheOwnersLeaseHolds() {
        Session session = stage().session(stage().profile(), stage().server());
        assertThat(held(stage().tryOpen(session.profile(), stage().server(), stage().id()))
                        .owner()
                        .lease())
                .isEqualTo(OpenReply.Lease.HOLDS);
        stage().pass(1.1);
        assertThat(held(stage().tryOpen(session.profile(), stage().server(), stage().id()))
                        .owner()
                        .lease())
                .isEqualTo(OpenReply.Lease.OVER);
    }

    /** C77. */
    @Test
    default void c77_theSessionOfAServerWhoseLeaseIsOverIsItsOwnUntilItIsBuried() {
        Session session = stage().session(stage().profile(), stage().server());
        stage().pass(1.1);
        held(stage().tryOpen(session.profile(), stage().server(), stage().id()));
        stage().applied(session, text("late"), new Write.Keep());
        assertThat(stage().record(session.profile()).payload()).isEqualTo(text("late"));
    }

    /** C78. */
    @Test
    default void c78_aHandOffToAServerWhoseLeaseIsOverIsARelease() {
        Id taker = stage().server();
        stage().pass(1.1);
        Session session = stage().session(stage().profile(), stage().server());
        var written = stage().applied(session, null, new Write.HandOff(taker, stage().id(), 0));
        assertThat(written.holder()).isNull();
        assertThat(stage().head(session.profile()).owner()).isNull();
    }

    /** C79. */
    @Test
    default void c79_aRenewalExtendsTheLeaseFromItsMoment() {
        Id server = stage().server();
        stage().pass(0.8);
        stage().renewed(server, 0, 0);
        stage().pass(0.8);
        granted(stage().tryOpen(stage().profile(), server, stage().id()));
    }

    /** A server that may bury, now that the target's lease is over. */
    private Id settledAfterLeaseOf(Id target) {
        stage().pass(0.5);
        Id by = stage().server();
        stage().pass(0.6);
        assertThat(by).isNotEqualTo(target);
        return by;
    }
}
