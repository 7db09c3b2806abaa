package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.as;
import static dev.latchkey.testkit.EngineStage.granted;
import static dev.latchkey.testkit.EngineStage.held;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Wanted;
import dev.latchkey.spi.Write;
import java.util.List;
import org.junit.jupiter.api.Test;

/** C11–C22: asking for, stealing and re-claiming a session that has an owner (L3, L4, L7). */
public interface ConflictContract extends Staged {
    /** C11. */
    @Test
    default void c11_aStealTakesTheSessionFromALiveOwner() {
        Session session = stage().session(stage().saved("{}"), stage().server());
        Id thief = stage().server();
        Id claim = stage().id();
        var granted = granted(stage().open(session.profile(), thief, claim, new Open.Steal(session.token())));
        assertThat(granted.how()).isEqualTo(OpenReply.How.STOLEN);
        assertThat(granted.record().payload()).isEqualTo(text("{}"));
        Head head = granted.record().head();
        assertThat(head.heldBy(thief, claim)).isTrue();
        assertThat(head.token()).isEqualTo(session.token() + 1);
        assertThat(head.version()).isEqualTo(session.version());
        assertThat(head.sealed()).isEqualTo(head.write());
        assertThat(head.spent()).contains(session.claim());
    }

    /** C12. */
    @Test
    default void c12_aStealWithAnotherTokenIsRefused() {
        Session session = stage().session(stage().profile(), stage().server());
        ProfileRecord before = stage().record(session.profile());
        Open.Mode stale = new Open.Steal(session.token() - 1);
        assertThat(held(stage().open(session.profile(), stage().server(), stage().id(), stale))
                        .head())
                .isEqualTo(before.head());
        assertThat(stage().record(session.profile())).isEqualTo(before);
    }

    /** C13. */
    @Test
    default void c13_aStealOfAFreeSessionIsAnOrdinaryGrant() {
        ProfileId free = stage().saved("{}");
        long token = stage().head(free).token();
        assertThat(granted(stage().open(free, stage().server(), stage().id(), new Open.Steal(token)))
                        .how())
                .isEqualTo(OpenReply.How.FREE);
        Session dead = stage().session(stage().profile(), stage().server());
        stage().bury(dead.server());
        assertThat(granted(stage().open(dead.profile(), stage().server(), stage().id(), new Open.Steal(dead.token())))
                        .how())
                .isEqualTo(OpenReply.How.TAKEN_OVER);
    }

    /** C14. */
    @Test
    default void c14_aReclaimIsGrantedForItsOwnerAndToken() {
        Session session = stage().session(stage().saved("{}"), stage().server());
        stage().bury(session.server());
        Id again = stage().server();
        Id claim = stage().id();
        Open.Mode mode = new Open.Reclaim(List.of(
                new Open.Pair(session.server(), session.token() + 1),
                new Open.Pair(session.server(), session.token())));
        var granted = granted(stage().open(session.profile(), again, claim, mode));
        assertThat(granted.how()).isEqualTo(OpenReply.How.RECLAIMED);
        assertThat(granted.record().head().heldBy(again, claim)).isTrue();
        assertThat(granted.record().head().token()).isEqualTo(session.token() + 1);
        assertThat(granted.record().head().spent()).contains(session.claim());
        assertThat(granted.record().payload()).isEqualTo(text("{}"));
    }

    /** C15. */
    @Test
    default void c15_aReclaimIsRefusedWhereOwnerOrTokenDiffer() {
        Session session = stage().session(stage().profile(), stage().server());
        ProfileRecord before = stage().record(session.profile());
        Id other = stage().server();
        for (Open.Pair pair : List.of(
                new Open.Pair(session.server(), session.token() - 1),
                new Open.Pair(session.server(), session.token() + 1),
                new Open.Pair(other, session.token()))) {
            var moved =
                    stage().open(session.profile(), stage().server(), stage().id(), new Open.Reclaim(List.of(pair)));
            assertThat(as(OpenReply.Moved.class, moved).head()).isEqualTo(before.head());
        }
        assertThat(stage().record(session.profile())).isEqualTo(before);
    }

    /** C16. */
    @Test
    default void c16_aReclaimOfASessionThatNobodyHasIsRefused() {
        Session session = stage().session(stage().profile(), stage().server());
        stage().applied(session, null, new Write.Release());
        Open.Mode mode = new Open.Reclaim(List.of(new Open.Pair(session.server(), session.token())));
        var moved = stage().open(session.profile(), stage().server(), stage().id(), mode);
        assertThat(as(OpenReply.Moved.class, moved).head()).isEqualTo(stage().head(session.profile()));
    }

    /** C17. */
    @Test
    default void c17_askingDrawsTheNextNumberAndRecordsTheLoad() {
        Session session = stage().session(stage().profile(), stage().server());
        Id second = stage().server();
        Id claim = stage().id();
        Head first = ask(session, second, claim, 0);
        assertThat(first.asks()).isEqualTo(1);
        assertThat(first.wanted()).isEqualTo(new Wanted(second, claim, 1));
        Id third = stage().server();
        Id later = stage().id();
        assertThat(ask(session, third, later, 0).wanted()).isEqualTo(new Wanted(third, later, 2));
        Head stored = stage().head(session.profile());
        assertThat(stored.asks()).isEqualTo(2);
        assertThat(stored.wanted()).isEqualTo(new Wanted(third, later, 2));
        assertThat(stored.version()).isEqualTo(session.version());
        assertThat(stored.heldBy(session.server(), session.claim())).isTrue();
    }

    /** C18. */
    @Test
    default void c18_aLoadThatIsRecordedDrawsNoSecondNumber() {
        Session session = stage().session(stage().profile(), stage().server());
        Id server = stage().server();
        Id claim = stage().id();
        Head first = ask(session, server, claim, 0);
        assertThat(ask(session, server, claim, 0)).isEqualTo(first);
        assertThat(ask(session, server, claim, 1)).isEqualTo(first);
    }

    /** C19. */
    @Test
    default void c19_aNumberDrawnBeforeOverwritesOnlyALowerOne() {
        Session session = stage().session(stage().profile(), stage().server());
        Id server = stage().server();
        Id first = stage().id();
        Id second = stage().id();
        ask(session, server, first, 0);
        Head newest = ask(session, server, second, 0);
        assertThat(ask(session, server, first, 1)).isEqualTo(newest);
        assertThat(ask(session, server, stage().id(), 2)).isEqualTo(newest);
        Id third = stage().id();
        Head higher = ask(session, server, third, 5);
        assertThat(higher.wanted()).isEqualTo(new Wanted(server, third, 5));
        assertThat(higher.asks()).isEqualTo(5);
        assertThat(ask(session, server, stage().id(), 0).asks()).isEqualTo(6);
    }

    /** C20. */
    @Test
    default void c20_aLoadsGrantClearsItsOwnWantedAndNoOther() {
        Session session = stage().session(stage().profile(), stage().server());
        Id waiting = stage().server();
        Id claim = stage().id();
        ask(session, waiting, claim, 0);
        stage().applied(session, null, new Write.Release());
        Session other = stage().session(session.profile(), stage().server());
        assertThat(stage().head(session.profile()).wanted()).isEqualTo(new Wanted(waiting, claim, 1));
        stage().applied(other, null, new Write.Release());
        var granted = granted(stage().tryOpen(session.profile(), waiting, claim));
        assertThat(granted.record().head().wanted()).isNull();
        assertThat(granted.record().head().asks()).isEqualTo(1);
    }

    /** C21. */
    @Test
    default void c21_aSpentClaimIsNeverRecordedAsWanted() {
        Session session = stage().session(stage().profile(), stage().server());
        Id server = stage().server();
        Id claim = stage().id();
        stage().cancel(session.profile(), server, claim);
        assertThat(stage().open(session.profile(), server, claim, new Open.Ask(0)))
                .isEqualTo(new OpenReply.ClaimSpent());
        assertThat(stage().head(session.profile()).wanted()).isNull();
    }

    /** C22. */
    @Test
    default void c22_aStealIsRepeatedAsOftenAsItsReplyIsLost() {
        Session session = stage().session(stage().profile(), stage().server());
        Id thief = stage().server();
        Id claim = stage().id();
        Open.Mode steal = new Open.Steal(session.token());
        Head first = granted(stage().open(session.profile(), thief, claim, steal))
                .record()
                .head();
        var second = granted(stage().open(session.profile(), thief, claim, steal));
        assertThat(second.how()).isEqualTo(OpenReply.How.RECOGNISED);
        assertThat(second.record().head()).isEqualTo(first);
    }

    private Head ask(Session session, Id server, Id claim, long number) {
        return held(stage().open(session.profile(), server, claim, new Open.Ask(number)))
                .head();
    }
}
