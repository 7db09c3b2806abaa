package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.as;
import static dev.latchkey.testkit.EngineStage.granted;
import static dev.latchkey.testkit.EngineStage.held;
import static dev.latchkey.testkit.EngineStage.reply;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Write;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** C80–C85, C119, C120: a batch is so many independent items (S10). */
public interface BatchContract extends Staged {
    /** C80. */
    @Test
    default void c80_repliesComeInTheOrderOfTheRequests() {
        Id server = stage().server();
        List<ProfileId> profiles = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            profiles.add(stage().profile());
        }
        List<ProfileId> backwards = profiles.reversed();
        var opened = stage().engine()
                .open(backwards.stream()
                        .map(profile -> new Open(profile, server, stage().id(), new Open.Try()))
                        .toList());
        assertThat(opened.stream()
                        .map(each -> granted(reply(each)).record().profile())
                        .toList())
                .isEqualTo(backwards);
        var read = stage().engine().read(backwards);
        assertThat(read.stream()
                        .map(each -> reply(each).orElseThrow().profile())
                        .toList())
                .isEqualTo(backwards);
    }

    /** C81. */
    @Test
    default void c81_aRefusedItemLeavesTheOthersAlone() {
        Id server = stage().server();
        Session first = stage().session(stage().profile(), server);
        Session second = stage().session(stage().profile(), server);
        Session third = stage().session(stage().profile(), server);
        Write wrong = new Write(
                second.profile(), new Fence(second.token() + 1, second.claim(), 0), text("x"), new Write.Keep());
        var replies = stage().engine()
                .commit(List.of(
                        Commit.of(stage().id(), server, third.write(text("three"), new Write.Keep())),
                        Commit.of(stage().id(), server, wrong),
                        Commit.of(stage().id(), server, first.write(text("one"), new Write.Release()))));
        assertThat(reply(replies.get(0))).isInstanceOf(CommitReply.Applied.class);
        assertThat(reply(replies.get(1))).isInstanceOf(CommitReply.Refused.class);
        assertThat(reply(replies.get(2))).isInstanceOf(CommitReply.Applied.class);
        assertThat(stage().record(first.profile()).payload()).isEqualTo(text("one"));
        assertThat(stage().record(second.profile()).payload()).isNull();
        assertThat(stage().record(third.profile()).payload()).isEqualTo(text("three"));
    }

    /** C82. */
    @Test
    default void c82_ofTwoOpensOfOneProfileTheFirstAskedIsGranted() {
        ProfileId profile = stage().profile();
        Id server = stage().server();
        Id first = stage().id();
        var replies = stage().engine()
                .open(List.of(
                        new Open(profile, server, first, new Open.Try()),
                        new Open(profile, server, stage().id(), new Open.Try())));
        granted(reply(replies.get(0)));
        assertThat(held(reply(replies.get(1))).head().claim()).isEqualTo(first);
    }

    /** C119. */
    @Test
    default void c119_eachOpenOfABatchIsDecidedAsIfItWereAlone() {
        Id server = stage().server();
        ProfileId free = stage().saved("free");
        Session left = stage().session(stage().saved("left"), stage().server());
        stage().bury(left.server());
        Session held = stage().session(stage().saved("held"), stage().server());
        Session spent = stage().session(stage().saved("spent"), server);
        stage().applied(spent, null, new Write.Release());
        Session own = stage().session(stage().saved("own"), server);
        List<ProfileRecord> before =
                List.of(stage().record(held.profile()), stage().record(spent.profile()), stage().record(own.profile()));
        var replies = stage().engine()
                .open(List.of(
                        new Open(own.profile(), server, own.claim(), new Open.Try()),
                        new Open(spent.profile(), server, spent.claim(), new Open.Try()),
                        new Open(held.profile(), server, stage().id(), new Open.Try()),
                        new Open(left.profile(), server, stage().id(), new Open.Try()),
                        new Open(free, server, stage().id(), new Open.Try())));
        assertThat(granted(reply(replies.get(0))).how()).isEqualTo(OpenReply.How.RECOGNISED);
        assertThat(reply(replies.get(1))).isInstanceOf(OpenReply.ClaimSpent.class);
        assertThat(held(reply(replies.get(2))).head().claim()).isEqualTo(held.claim());
        assertThat(granted(reply(replies.get(3))).how()).isEqualTo(OpenReply.How.TAKEN_OVER);
        assertThat(granted(reply(replies.get(3))).record().payload()).isEqualTo(text("left"));
        assertThat(granted(reply(replies.get(4))).how()).isEqualTo(OpenReply.How.FREE);
        assertThat(granted(reply(replies.get(4))).record().payload()).isEqualTo(text("free"));
        assertThat(List.of(
                        stage().record(held.profile()), stage().record(spent.profile()), stage().record(own.profile())))
                .isEqualTo(before);
    }

    /** C120. */
    @Test
    default void c120_aBatchOfOpensOfAServerThatIsNotLiveOpensNothing() {
        Id buried = stage().server();
        stage().bury(buried);
        expectNothingOpened(buried, OpenReply.Reason.BURIED);
        expectNothingOpened(stage().id(), OpenReply.Reason.MISSING);
    }

    private void expectNothingOpened(Id server, OpenReply.Reason reason) {
        List<ProfileId> free = List.of(stage().saved("one"), stage().saved("two"));
        List<ProfileRecord> before = free.stream().map(stage()::record).toList();
        var replies = stage().engine()
                .open(free.stream()
                        .map(profile -> new Open(profile, server, stage().id(), new Open.Try()))
                        .toList());
        assertThat(replies)
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(reply(outcome)).isEqualTo(new OpenReply.NotLive(reason)));
        assertThat(free.stream().map(stage()::record).toList()).isEqualTo(before);
    }

    /** C83. */
    @Test
    default void c83_twoCommitsOfOneSessionApplyInTheOrderAsked() {
        Session session = stage().session(stage().profile(), stage().server());
        Session next = new Session(session.profile(), session.server(), session.claim(), session.token(), 1);
        var replies = stage().engine()
                .commit(List.of(
                        Commit.of(stage().id(), session.server(), session.write(text("one"), new Write.Keep())),
                        Commit.of(stage().id(), session.server(), next.write(text("two"), new Write.Release()))));
        assertThat(as(CommitReply.Applied.class, reply(replies.get(0)))
                        .written()
                        .get(0)
                        .version())
                .isEqualTo(1);
        assertThat(as(CommitReply.Applied.class, reply(replies.get(1)))
                        .written()
                        .get(0)
                        .version())
                .isEqualTo(2);
        assertThat(stage().record(session.profile()).payload()).isEqualTo(text("two"));
    }

    /** C84. */
    @Test
    default void c84_cancelsAndEditsAreBatchesToo() {
        Session session = stage().session(stage().profile(), stage().server());
        ProfileId saved = stage().saved("{}");
        Id early = stage().id();
        var cancelled = stage().engine()
                .cancel(List.of(
                        new Cancel(session.profile(), session.server(), session.claim(), null, stage().id()),
                        new Cancel(saved, session.server(), early, null, stage().id())));
        assertThat(cancelled.stream().map(each -> reply(each).released()).toList())
                .containsExactly(true, false);
        var head = stage().head(saved);
        var edited = stage().engine()
                .edit(List.of(
                        new Edit(session.profile(), stage().id(), 99, 0, text("x"), "operator"),
                        new Edit(saved, stage().id(), head.token(), head.version(), text("y"), "operator")));
        assertThat(edited.stream().map(each -> reply(each).applied()).toList()).containsExactly(false, true);
        assertThat(stage().tryOpen(saved, session.server(), early)).isEqualTo(new OpenReply.ClaimSpent());
    }

    /** C85. */
    @Test
    default void c85_anEmptyBatchHasNoReplies() {
        assertThat(stage().engine().open(List.of())).isEmpty();
        assertThat(stage().engine().commit(List.of())).isEmpty();
        assertThat(stage().engine().cancel(List.of())).isEmpty();
        assertThat(stage().engine().edit(List.of())).isEmpty();
        assertThat(stage().engine().read(List.of())).isEmpty();
    }
}
