package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.held;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Wanted;
import org.junit.jupiter.api.Test;

/** C43–C49: ending claims that nobody waits for (L5, L8, L9). */
public interface CancelContract extends Staged {
    /** C43. */
    @Test
    default void c43_cancellingAWaitingLoadSpendsItsClaimAndClearsItsWanted() {
        Session session = stage().session(stage().profile(), stage().server());
        Id server = stage().server();
        Id claim = stage().id();
        stage().open(session.profile(), server, claim, new Open.Ask(0));
        Cancel.Cancelled cancelled = stage().cancel(session.profile(), server, claim);
        assertThat(cancelled.released()).isFalse();
        Head head = stage().head(session.profile());
        assertThat(cancelled.head()).isEqualTo(head);
        assertThat(head.wanted()).isNull();
        assertThat(head.spent()).containsExactly(claim);
        assertThat(head.heldBy(session.server(), session.claim())).isTrue();
        assertThat(head.version()).isEqualTo(session.version());
        assertThat(head.token()).isEqualTo(session.token());
    }

    /** C44. */
    @Test
    default void c44_cancellingTheClaimThatHoldsTheSessionReleasesItAndKeepsTheData() {
        Session session = stage().session(stage().saved("{}"), stage().server());
        Cancel cancel = new Cancel(session.profile(), session.server(), session.claim(), null, stage().id());
        Cancel.Cancelled cancelled = stage().cancel(cancel);
        assertThat(cancelled.released()).isTrue();
        ProfileRecord record = stage().record(session.profile());
        assertThat(cancelled.head()).isEqualTo(record.head());
        assertThat(record.payload()).isEqualTo(text("{}"));
        assertThat(record.head().owner()).isNull();
        assertThat(record.head().token()).isEqualTo(session.token());
        assertThat(record.head().version()).isEqualTo(session.version() + 1);
        assertThat(record.head().write()).isEqualTo(cancel.write());
        assertThat(record.head().spent()).contains(session.claim());
    }

    /** C45. */
    @Test
    default void c45_cancellingTwiceIsCancellingOnce() {
        Session session = stage().session(stage().profile(), stage().server());
        Cancel cancel = new Cancel(session.profile(), session.server(), session.claim(), null, stage().id());
        stage().cancel(cancel);
        ProfileRecord before = stage().record(session.profile());
        assertThat(stage().cancel(cancel)).isEqualTo(new Cancel.Cancelled(false, before.head()));
        assertThat(stage().record(session.profile())).isEqualTo(before);
    }

    /** C46. */
    @Test
    default void c46_anotherServersSessionIsNotTouched() {
        Session session = stage().session(stage().profile(), stage().server());
        assertThat(stage().cancel(session.profile(), session.server(), stage().id())
                        .released())
                .isFalse();
        assertThat(stage().cancel(session.profile(), stage().server(), stage().id())
                        .released())
                .isFalse();
        Head head = stage().head(session.profile());
        assertThat(head.heldBy(session.server(), session.claim())).isTrue();
        assertThat(head.version()).isEqualTo(session.version());
    }

    /** C47. */
    @Test
    default void c47_aHeldSessionIsReleasedOnlyUnderTheTokenNamed() {
        Session session = stage().session(stage().profile(), stage().server());
        ProfileRecord before = stage().record(session.profile());
        Cancel wrong =
                new Cancel(session.profile(), session.server(), session.claim(), session.token() + 1, stage().id());
        assertThat(stage().cancel(wrong)).isEqualTo(new Cancel.Cancelled(false, before.head()));
        assertThat(stage().record(session.profile())).isEqualTo(before);
        Cancel right = new Cancel(session.profile(), session.server(), session.claim(), session.token(), stage().id());
        assertThat(stage().cancel(right).released()).isTrue();
    }

    /** C48. */
    @Test
    default void c48_anOpenThatComesAfterItsCancelIsRefused() {
        ProfileId profile = stage().profile();
        Id server = stage().server();
        Id claim = stage().id();
        assertThat(stage().cancel(profile, server, claim).released()).isFalse();
        assertThat(stage().tryOpen(profile, server, claim)).isEqualTo(new OpenReply.ClaimSpent());
        Session other = stage().session(profile, server);
        assertThat(other.token()).isEqualTo(1);
        assertThat(other.version()).isZero();
    }

    /** C49. */
    @Test
    default void c49_cancellingClearsNoOtherLoadsWanted() {
        Session session = stage().session(stage().profile(), stage().server());
        Id server = stage().server();
        Id first = stage().id();
        Id second = stage().id();
        stage().open(session.profile(), server, first, new Open.Ask(0));
        Wanted newest = held(stage().open(session.profile(), server, second, new Open.Ask(0)))
                .head()
                .wanted();
        stage().cancel(session.profile(), server, first);
        assertThat(stage().head(session.profile()).wanted()).isNotNull().isEqualTo(newest);
    }
}
