package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.granted;
import static dev.latchkey.testkit.EngineStage.held;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Wanted;
import dev.latchkey.spi.Write;
import org.junit.jupiter.api.Test;

/** C35–C42: writes that hand their session to another server (S3). */
public interface HandOffContract extends Staged {
    /** C35. */
    @Test
    default void c35_saveAndHandOffAreOneWrite() {
        Session session = stage().session(stage().profile(), stage().server());
        Id taker = stage().server();
        Id claim = stage().id();
        Write.After after = new Write.HandOff(taker, claim, 0);
        Commit commit = Commit.of(stage().id(), session.server(), session.write(text("last"), after));
        var written = stage().applied(commit);
        assertThat(written)
                .isEqualTo(new CommitReply.Written(
                        session.token() + 1, session.version() + 1, new CommitReply.Holder(taker, claim)));
        ProfileRecord record = stage().record(session.profile());
        assertThat(record.payload()).isEqualTo(text("last"));
        Head head = record.head();
        assertThat(head.heldBy(taker, claim)).isTrue();
        assertThat(head.token()).isEqualTo(session.token() + 1);
        assertThat(head.version()).isEqualTo(session.version() + 1);
        assertThat(head.write()).isEqualTo(commit.write());
        assertThat(head.sealed()).isEqualTo(commit.write());
        assertThat(head.spent()).containsExactly(session.claim());
    }

    /** C36. */
    @Test
    default void c36_theTakersNextOpenIsRecognised() {
        Session session = stage().session(stage().profile(), stage().server());
        Id taker = stage().server();
        Id claim = stage().id();
        var written = stage().applied(session, text("last"), new Write.HandOff(taker, claim, 0));
        var granted = granted(stage().tryOpen(session.profile(), taker, claim));
        assertThat(granted.how()).isEqualTo(OpenReply.How.RECOGNISED);
        assertThat(granted.record().payload()).isEqualTo(text("last"));
        Session taken = Session.of(granted.record(), taker, claim);
        assertThat(taken.token()).isEqualTo(written.token());
        stage().applied(taken, text("newer"), new Write.Keep());
        assertThat(stage().commit(session.after(written), text("old"), new Write.Keep()))
                .isInstanceOf(CommitReply.Refused.class);
    }

    /** C37. */
    @Test
    default void c37_aWantedWithAHigherNumberThanHeardGetsTheSession() {
        Session session = stage().session(stage().profile(), stage().server());
        Wanted wanted = ask(session);
        Write.After after = new Write.HandOff(stage().server(), stage().id(), wanted.ask() - 1);
        var written = stage().applied(session, null, after);
        assertThat(written.holder()).isEqualTo(new CommitReply.Holder(wanted.server(), wanted.claim()));
        Head head = stage().head(session.profile());
        assertThat(head.heldBy(wanted.server(), wanted.claim())).isTrue();
        assertThat(head.wanted()).isNull();
    }

    /** C38. */
    @Test
    default void c38_aWantedThatWasHeardOfDoesNotGetTheSessionAndStays() {
        Session session = stage().session(stage().profile(), stage().server());
        Wanted wanted = ask(session);
        Id taker = stage().server();
        Id claim = stage().id();
        var written = stage().applied(session, null, new Write.HandOff(taker, claim, wanted.ask()));
        assertThat(written.holder()).isEqualTo(new CommitReply.Holder(taker, claim));
        assertThat(stage().head(session.profile()).wanted()).isEqualTo(wanted);
    }

    /** C39. */
    @Test
    default void c39_aHandOffToTheWantedLoadItselfClearsIt() {
        Session session = stage().session(stage().profile(), stage().server());
        Wanted wanted = ask(session);
        Write.After after = new Write.HandOff(wanted.server(), wanted.claim(), wanted.ask());
        stage().applied(session, null, after);
        assertThat(stage().head(session.profile()).wanted()).isNull();
        assertThat(stage().head(session.profile()).asks()).isEqualTo(1);
    }

    /** C40. */
    @Test
    default void c40_aHandOffToAServerThatIsNotLiveIsARelease() {
        Session session = stage().session(stage().profile(), stage().server());
        Id dead = stage().server();
        stage().bury(dead);
        released(session, new Write.HandOff(dead, stage().id(), 0));
        Session again = stage().session(session.profile(), session.server());
        released(again, new Write.HandOff(stage().id(), stage().id(), 0));
    }

    /** C41. */
    @Test
    default void c41_aHandOffToASpentClaimIsARelease() {
        Session session = stage().session(stage().profile(), stage().server());
        Id taker = stage().server();
        Id claim = stage().id();
        stage().cancel(session.profile(), taker, claim);
        released(session, new Write.HandOff(taker, claim, 0));
        Session again = stage().session(session.profile(), session.server());
        released(again, new Write.HandOff(again.server(), again.claim(), 0));
    }

    /** C42. */
    @Test
    default void c42_whereTheHigherWantedIsDeadTheHandOffIsAReleaseAndNotTheAskers() {
        Session session = stage().session(stage().profile(), stage().server());
        Wanted wanted = ask(session);
        stage().bury(wanted.server());
        released(session, new Write.HandOff(stage().server(), stage().id(), 0));
    }

    private Wanted ask(Session session) {
        Wanted wanted = held(stage().open(session.profile(), stage().server(), stage().id(), new Open.Ask(0)))
                .head()
                .wanted();
        assertThat(wanted).isNotNull();
        return wanted == null ? new Wanted(session.server(), session.claim(), 0) : wanted;
    }

    private void released(Session session, Write.After handOff) {
        Commit commit = Commit.of(stage().id(), session.server(), session.write(text("kept"), handOff));
        assertThat(stage().applied(commit))
                .isEqualTo(new CommitReply.Written(session.token(), session.version() + 1, null));
        ProfileRecord record = stage().record(session.profile());
        assertThat(record.payload()).isEqualTo(text("kept"));
        assertThat(record.head().owner()).isNull();
        assertThat(record.head().token()).isEqualTo(session.token());
        assertThat(record.head().write()).isEqualTo(commit.write());
        assertThat(record.head().sealed()).isNotEqualTo(commit.write());
        assertThat(record.head().spent()).contains(session.claim());
    }
}
