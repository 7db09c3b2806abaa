package dev.latchkey.testkit;

import static dev.latchkey.testkit.EffectStage.failed;
import static dev.latchkey.testkit.EffectStage.ids;
import static dev.latchkey.testkit.EffectStage.letter;
import static dev.latchkey.testkit.EffectStage.sent;
import static dev.latchkey.testkit.EffectStage.settled;
import static dev.latchkey.testkit.EffectStage.write;
import static dev.latchkey.testkit.EngineStage.granted;
import static dev.latchkey.testkit.EngineStage.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.CommitReply.Notice;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.Write;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** M26–M32: who learns of letters, and when; a part of {@link MailContract}. */
public interface MailNewsContract extends Staged {
    /** One more engine on this test's store. */
    StorageEngine another();

    private EffectStage mail() {
        return new EffectStage(stage());
    }

    /** M26. */
    @Test
    default void m26_aPostTellsWhoHasTheReceiverOpen() {
        Session session = stage().session(stage().profile(), stage().server());
        ProfileId to = session.profile();
        assertThat(mail().accepted(letter(to, "m1"))).isEqualTo(new Mailboxes.Posted.Accepted(true, session.server()));
        assertThat(mail().accepted(letter(to, "m1"))).isEqualTo(new Mailboxes.Posted.Accepted(false, session.server()));
        stage().applied(session, null, new Write.Release());
        assertThat(mail().accepted(letter(to, "m2"))).isEqualTo(new Mailboxes.Posted.Accepted(true, null));
        assertThat(mail().accepted(letter(stage().profile(), "m1")))
                .isEqualTo(new Mailboxes.Posted.Accepted(true, null));
    }

    /** M27. */
    @Test
    default void m27_aCommitTellsWhoHasTheReceiversOpen() {
        Session sender = stage().session(stage().profile(), stage().server());
        Session near = stage().session(stage().profile(), sender.server());
        Session far = stage().session(stage().profile(), stage().server());
        Session other = stage().session(stage().profile(), stage().server());
        mail().accepted(letter(other.profile(), "known"));
        var applied = mail().applied(mail().commit(
                        sender.server(),
                        write(
                                sender,
                                null,
                                sent(
                                        letter(near.profile(), "m1"),
                                        letter(far.profile(), "m1"),
                                        letter(far.profile(), "m2"),
                                        letter(stage().saved("closed"), "m1"),
                                        letter(stage().profile(), "m1"),
                                        letter(other.profile(), "known"),
                                        letter(other.profile(), "m1").undeliverable("no handler")))));
        assertThat(applied.notices())
                .containsOnly(new Notice(near.profile(), near.server()), new Notice(far.profile(), far.server()));
    }

    /** M28. */
    @Test
    default void m28_whoeverHasTheReceiverAfterTheCommitIsTold() {
        Session handed = stage().session(stage().profile(), stage().server());
        Session released = stage().session(stage().profile(), handed.server());
        Id taker = stage().server();
        Id claim = stage().id();
        var applied = mail().applied(mail().commit(
                        handed.server(),
                        write(handed, null, new Write.HandOff(taker, claim, 0), sent(letter(released.profile(), "m1"))),
                        write(released, null, new Write.Release(), sent(letter(handed.profile(), "m1")))));
        assertThat(applied.written().get(0).holder()).isNotNull();
        assertThat(applied.notices()).containsOnly(new Notice(handed.profile(), taker));
        assertThat(stage().renewed(handed.server(), 0, 0).mail()).isEmpty();
        assertThat(stage().renewed(taker, 0, 0).mail()).containsExactly(handed.profile());
        assertThat(ids(granted(stage().tryOpen(handed.profile(), taker, claim)).mail()))
                .containsExactly("m1");
    }

    /** M29. */
    @Test
    default void m29_aGrantBringsTheOldestLettersThatWait() {
        grantsBringMail(stage().profile());
        grantsBringMail(stage().saved("{}"));
    }

    private void grantsBringMail(ProfileId to) {
        Id server = stage().server();
        Id claim = stage().id();
        List<String> all =
                IntStream.range(0, Mailboxes.FIRST + 3).mapToObj(n -> "m" + n).toList();
        all.forEach(id -> mail().accepted(letter(to, id)));
        List<Delivery> first = mail().fetch(to, 0, Mailboxes.FIRST);
        var fresh = granted(stage().tryOpen(to, server, claim));
        assertThat(fresh.mail()).isEqualTo(first);
        assertThat(ids(fresh.mail())).isEqualTo(all.subList(0, Mailboxes.FIRST));
        mail().applied(Session.of(fresh.record(), server, claim), settled("m0"));
        var recognised = granted(stage().tryOpen(to, server, claim));
        assertThat(recognised.how()).isEqualTo(OpenReply.How.RECOGNISED);
        assertThat(ids(recognised.mail())).isEqualTo(all.subList(1, Mailboxes.FIRST + 1));
        Open.Mode steal = new Open.Steal(recognised.record().head().token());
        var stolen = granted(stage().open(to, stage().server(), stage().id(), steal));
        assertThat(stolen.mail()).isEqualTo(recognised.mail());
        assertThat(granted(stage().tryOpen(stage().profile(), server, stage().id()))
                        .mail())
                .isEmpty();
    }

    /** M30. */
    @Test
    default void m30_aRenewalNamesMailboxesOfOpenProfilesWhoseLettersCameMeanwhile() {
        Id server = stage().server();
        ProfileId before = stage().profile();
        mail().accepted(letter(before, "m1"));
        stage().session(before, server);
        Session first = stage().session(stage().profile(), server);
        Session second = stage().session(stage().profile(), server);
        Session elsewhere = stage().session(stage().profile(), stage().server());
        assertThat(stage().renewed(server, 0, 0).mail()).isEmpty();
        for (Session to : List.of(second, first, elsewhere)) {
            mail().accepted(letter(to.profile(), "m1"));
            mail().accepted(letter(to.profile(), "m2"));
        }
        assertThat(stage().renewed(server, 1, 0).mail()).containsExactly(first.profile(), second.profile());
        assertThat(stage().renewed(server, 2, 0).mail()).containsExactly(first.profile(), second.profile());
        assertThat(stage().renewed(elsewhere.server(), 0, 0).mail()).containsExactly(elsewhere.profile());
    }

    /** M31. */
    @Test
    default void m31_aRenewalNamesAMailboxUntilThoseLettersWaitNoMoreOrTheSessionEnds() {
        Id server = stage().server();
        Session first = stage().session(stage().profile(), server);
        Session second = stage().session(stage().profile(), server);
        for (Session to : List.of(first, second)) {
            mail().accepted(letter(to.profile(), "m1"));
            mail().accepted(letter(to.profile(), "m2"));
        }
        Session later = mail().applied(first, settled("m1"));
        assertThat(stage().renewed(server, 0, 0).mail()).containsExactly(first.profile(), second.profile());
        mail().applied(later, failed("m2", "no handler"));
        assertThat(stage().renewed(server, 1, 0).mail()).containsExactly(second.profile());
        stage().applied(second, null, new Write.Release());
        assertThat(stage().renewed(server, 2, 0).mail()).isEmpty();
        assertThat(reply(mail().mail().revive(first.profile(), "m2"))).isTrue();
        assertThat(stage().renewed(server, 3, 0).mail()).containsExactly(first.profile());
    }

    /** M32. */
    @Test
    default void m32_lettersAreThereForWhoeverOpensTheStoreNext() {
        Session session = stage().session(stage().profile(), stage().server());
        ProfileId to = session.profile();
        List.of("settled", "m1", "m2").forEach(id -> mail().accepted(letter(to, id)));
        mail().applied(session, settled("settled"));
        mail().bury(letter(to, "dead"));
        List<Delivery> before = mail().fetch(to, 0, 9);
        try (StorageEngine next = another()) {
            stage().engine().close();
            EffectStage later = new EffectStage(new EngineStage(next, stage().time()));
            assertThat(later.fetch(to, 0, 9)).isEqualTo(before).hasSize(2);
            assertThat(later.dead(to)).containsExactly("dead");
            assertThat(later.accepted(letter(to, "settled")).fresh()).isFalse();
            later.accepted(letter(to, "m3"));
            assertThat(later.fetch(to, before.get(1).number(), 9))
                    .extracting(each -> each.letter().id())
                    .containsExactly("m3");
        }
    }
}
