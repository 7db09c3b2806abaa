package dev.latchkey.testkit;

import static dev.latchkey.testkit.EffectStage.failed;
import static dev.latchkey.testkit.EffectStage.ids;
import static dev.latchkey.testkit.EffectStage.letter;
import static dev.latchkey.testkit.EffectStage.sent;
import static dev.latchkey.testkit.EffectStage.settled;
import static dev.latchkey.testkit.EffectStage.tight;
import static dev.latchkey.testkit.EffectStage.write;
import static dev.latchkey.testkit.EngineStage.as;
import static dev.latchkey.testkit.EngineStage.reply;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Mailboxes.Posted;
import dev.latchkey.spi.Offence;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Settlement;
import dev.latchkey.spi.Write;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * M1–M32: mail, for engines that are {@link Mailboxes} (S6). What is sent and settled is here; letters
 * that die are in {@link DeadLetterContract}, and who learns of letters in {@link MailNewsContract}.
 */
public interface MailContract extends DeadLetterContract, MailNewsContract {
    private EffectStage mail() {
        return new EffectStage(stage());
    }

    /** M1. */
    @Test
    default void m1_aLetterWaitsWhetherItsReceiverIsOpenClosedOrUnknown() {
        ProfileId open = stage().session(stage().profile(), stage().server()).profile();
        ProfileId closed = stage().saved("{}");
        ProfileId unknown = stage().profile();
        for (ProfileId to : List.of(open, closed, unknown)) {
            assertThat(mail().accepted(letter(to, "m1")).fresh()).isTrue();
            assertThat(mail().waiting(to)).containsExactly("m1");
        }
        assertThat(stage().exists(unknown)).isFalse();
    }

    /** M2. */
    @Test
    default void m2_aLetterComesBackAsItWas() {
        ProfileId to = new ProfileId("guilds", "a b/ç\u4e2d");
        Duration lifetime = stage().share(3);
        Payload bytes = new Payload(new byte[] {0, -1, 7}, "bytes;from=1", 3, false);
        Payload empty = new Payload(new byte[0], "json", 0, true);
        Letter first =
                new Letter(to, "id \"1\" é", "ty'pe", bytes, "lobby\n7", List.of("a\"b", "ü"), lifetime, 9, null);
        Letter second = new Letter(to, "id2", "type", empty, "", List.of(), null, Integer.MAX_VALUE, null);
        mail().accepted(first);
        mail().accepted(second);
        List<Delivery> waiting = mail().fetch(to, 0, 9);
        assertThat(waiting).extracting(Delivery::letter).containsExactly(first, second);
        Delivery brief = waiting.get(0);
        assertThat(brief.expires()).isEqualTo(brief.sent().plus(lifetime));
        assertThat(waiting.get(1).expires()).isNull();
    }

    /** M3. */
    @Test
    default void m3_aLetterWhoseIdIsKnownIsNotDeliveredAgain() {
        Session session = stage().session(stage().profile(), stage().server());
        ProfileId to = session.profile();
        Stream.of("waits", "settled", "failed").forEach(id -> mail().accepted(letter(to, id)));
        session = mail().applied(session, settled("settled"));
        mail().applied(session, failed("failed", "no handler"));
        List<Delivery> before = mail().fetch(to, 0, 9);
        for (String id : List.of("waits", "settled", "failed")) {
            Letter again = new Letter(to, id, "other", text("other"), "", List.of(), null, 1, null);
            assertThat(mail().accepted(again).fresh()).isFalse();
            assertThat(mail().accepted(again.undeliverable("no handler")).fresh())
                    .isFalse();
        }
        assertThat(mail().fetch(to, 0, 9)).isEqualTo(before).hasSize(1);
        assertThat(mail().dead(to)).containsExactly("failed");
    }

    /** M4. */
    @Test
    default void m4_theSameIdInAnotherMailboxIsAnotherLetter() {
        Session session = stage().session(stage().profile(), stage().server());
        ProfileId other = new ProfileId("guilds", session.profile().key());
        mail().accepted(letter(session.profile(), "m1"));
        assertThat(mail().accepted(letter(other, "m1")).fresh()).isTrue();
        mail().applied(session, settled("m1"));
        assertThat(mail().waiting(other)).containsExactly("m1");
    }

    /** M5. */
    @Test
    default void m5_lettersComeInTheOrderInWhichTheyWereSent() {
        ProfileId to = stage().profile();
        Session sender = stage().session(stage().profile(), stage().server());
        mail().accepted(letter(to, "z"));
        mail().applied(sender, sent(letter(to, "y"), letter(stage().profile(), "q"), letter(to, "x")));
        mail().accepted(letter(to, "a"));
        List<Delivery> waiting = mail().fetch(to, 0, 9);
        assertThat(ids(waiting)).containsExactly("z", "y", "x", "a");
        assertThat(waiting).extracting(Delivery::number).isSorted().doesNotHaveDuplicates();
        assertThat(waiting).extracting(Delivery::sent).isSorted();
        assertThat(waiting.get(0).number()).isPositive();
        stage().edit(to, Head.EMPTY, null);
        mail().accepted(letter(to, "b"));
        assertThat(mail().fetch(to, waiting.get(3).number(), 9)).hasSize(1);
    }

    /** M6. */
    @Test
    default void m6_aMailboxIsReadInPages() {
        ProfileId to = stage().profile();
        Stream.of("a", "b", "c", "d", "e").forEach(id -> mail().accepted(letter(to, id)));
        List<Delivery> page = mail().fetch(to, 0, 2);
        assertThat(ids(page)).containsExactly("a", "b");
        List<Delivery> next = mail().fetch(to, page.get(1).number(), 2);
        assertThat(ids(next)).containsExactly("c", "d");
        assertThat(ids(mail().fetch(to, next.get(1).number(), 2))).containsExactly("e");
        assertThat(mail().fetch(stage().profile(), 0, 2)).isEmpty();
        assertThat(mail().waiting(to)).hasSize(5);
    }

    /** M7. */
    @Test
    default void m7_postsAndFetchesAreBatches() {
        ProfileId first = stage().profile();
        ProfileId second = stage().profile();
        var posted = mail().mail()
                .post(List.of(letter(second, "m1"), tight(second, "m2", 1), letter(first, "m1"), letter(second, "m3")));
        assertThat(posted.stream().map(EngineStage::reply).toList())
                .extracting(Posted.Accepted.class::isInstance)
                .containsExactly(true, false, true, true);
        var fetched = mail().mail().fetch(List.of(new Mailboxes.Fetch(second, 0, 9), new Mailboxes.Fetch(first, 0, 9)));
        assertThat(fetched.stream().map(each -> ids(reply(each))).toList())
                .containsExactly(List.of("m1", "m3"), List.of("m1"));
        assertThat(mail().mail().post(List.of())).isEmpty();
        assertThat(mail().mail().fetch(List.of())).isEmpty();
    }

    /** M8. */
    @Test
    default void m8_ofManyPostsOfOneLetterAtOnceExactlyOneIsFresh() throws Exception {
        for (int round = 0; round < ConcurrencyContract.ROUNDS; round++) {
            ProfileId to = stage().profile();
            List<Posted.Accepted> replies =
                    Race.run(ConcurrencyContract.RACERS, racer -> () -> mail().accepted(letter(to, "m1")));
            assertThat(replies).filteredOn(Posted.Accepted::fresh).hasSize(1);
            assertThat(mail().waiting(to)).containsExactly("m1");
        }
    }

    /** M9. */
    @Test
    default void m9_lettersAreSentWithTheirCommitOrNotAtAll() {
        Session sender = stage().session(stage().profile(), stage().server());
        ProfileId to = stage().profile();
        Fence stale = new Fence(sender.token(), sender.claim(), sender.version() + 1);
        Write wrong = new Write(sender.profile(), stale, text("x"), new Write.Keep(), sent(letter(to, "m0")));
        stage().refused(mail().commit(sender.server(), wrong));
        assertThat(mail().waiting(to)).isEmpty();
        Commit commit = mail().commit(sender.server(), write(sender, text("paid"), sent(letter(to, "m1"))));
        mail().applied(commit);
        assertThat(stage().record(sender.profile()).payload()).isEqualTo(text("paid"));
        assertThat(stage().refused(commit).write()).isEqualTo(commit.write());
        assertThat(mail().waiting(to)).containsExactly("m1");
    }

    /** M10. */
    @Test
    default void m10_aCommitSettlesLettersInTheSameStep() {
        Session session = stage().session(stage().profile(), stage().server());
        Stream.of("a", "b", "c").forEach(id -> mail().accepted(letter(session.profile(), id)));
        Session next = mail().applied(session, text("has a and c"), settled("a", "c"));
        assertThat(mail().waiting(session.profile())).containsExactly("b");
        assertThat(stage().record(session.profile()).payload()).isEqualTo(text("has a and c"));
        Write last = write(next, null, new Write.Release(), settled("b"));
        mail().applied(mail().commit(session.server(), last));
        assertThat(mail().waiting(session.profile())).isEmpty();
        assertThat(mail().dead(session.profile())).isEmpty();
    }

    /** M11. */
    @Test
    default void m11_aRefusedCommitSettlesNothing() {
        Session old = stage().session(stage().profile(), stage().server());
        mail().accepted(letter(old.profile(), "m1"));
        stage().applied(old, null, new Write.Release());
        Session present = stage().session(old.profile(), stage().server());
        stage().refused(mail().commit(old.server(), write(old, text("late"), settled("m1"))));
        stage().refused(mail().commit(old.server(), write(old, null, failed("m1", "no handler"))));
        assertThat(mail().waiting(old.profile())).containsExactly("m1");
        Commit commit = mail().commit(present.server(), write(present, text("taken"), settled("m1")));
        mail().applied(commit);
        stage().refused(commit);
        assertThat(mail().waiting(old.profile())).isEmpty();
    }

    /** M12. */
    @Test
    default void m12_aCommitThatSettlesWhatDoesNotWaitIsRejectedAsAWhole() {
        Session session = stage().session(stage().profile(), stage().server());
        ProfileId other = stage().profile();
        Stream.of("waits", "done").forEach(id -> mail().accepted(letter(session.profile(), id)));
        mail().accepted(letter(other, "of another"));
        Session last = mail().applied(session, settled("done"));
        for (String gone : List.of("done", "of another", "never came")) {
            Effects effects = new Effects(
                    List.of(Settlement.done("waits"), Settlement.done(gone)),
                    List.of(letter(other, "answer")),
                    List.of(),
                    List.of(),
                    null);
            CommitReply.Rejected rejected = mail().rejected(last, effects);
            assertThat(rejected.profile()).isEqualTo(session.profile());
            assertThat(rejected.offence()).isEqualTo(new Offence.LetterGone(gone));
        }
        assertThat(mail().waiting(session.profile())).containsExactly("waits");
        assertThat(mail().waiting(other)).containsExactly("of another");
        mail().applied(last, text("goes on"), settled("waits"));
    }

    /** M13. */
    @Test
    default void m13_aLetterIsSettledOnceInACommit() {
        Session session = stage().session(stage().profile(), stage().server());
        mail().accepted(letter(session.profile(), "m1"));
        List<Settlement> twice = List.of(Settlement.done("m1"), new Settlement("m1", "no handler"));
        for (List<Settlement> settled : List.of(twice, twice.reversed(), List.of(twice.get(0), twice.get(0)))) {
            Effects effects = new Effects(settled, List.of(), List.of(), List.of(), null);
            assertThat(mail().rejected(session, effects).offence()).isEqualTo(new Offence.LetterGone("m1"));
        }
        assertThat(mail().waiting(session.profile())).containsExactly("m1");
        assertThat(mail().dead(session.profile())).isEmpty();
    }

    /** M14. */
    @Test
    default void m14_aKnownLetterIsPassedOverByACommitAndTheRestApplies() {
        Session session = stage().session(stage().profile(), stage().server());
        ProfileId self = session.profile();
        mail().accepted(letter(self, "settled"));
        Session next = mail().applied(session, settled("settled"));
        mail().accepted(letter(self, "waits"));
        Letter fresh = letter(self, "fresh");
        Effects effects = sent(letter(self, "settled"), fresh, letter(self, "waits"), fresh);
        mail().applied(next, text("sent"), effects);
        assertThat(mail().waiting(self)).containsExactly("waits", "fresh");
        assertThat(stage().record(self).payload()).isEqualTo(text("sent"));
    }

    /** M15. */
    @Test
    default void m15_aGroupSendsAndSettlesAsAWhole() {
        Id server = stage().server();
        Session ada = stage().session(stage().profile(), server);
        Session bob = stage().session(stage().profile(), server);
        mail().accepted(letter(ada.profile(), "m1"));
        mail().accepted(letter(bob.profile(), "m1"));
        Write sends = write(ada, text("ada"), settledAndSent("m1", letter(bob.profile(), "m2")));
        Write wrong = write(bob, text("bob"), settled("m1", "m2"));
        assertThat(mail().rejected(mail().commit(server, sends, wrong)))
                .satisfies(rejected -> assertThat(rejected.profile()).isEqualTo(bob.profile()))
                .satisfies(rejected -> assertThat(rejected.offence()).isEqualTo(new Offence.LetterGone("m2")));
        Fence stale = new Fence(bob.token(), bob.claim(), bob.version() + 1);
        Write refused = new Write(bob.profile(), stale, null, new Write.Keep(), settled("m1"));
        as(CommitReply.Refused.class, stage().commit(mail().commit(server, sends, refused)));
        assertThat(mail().waiting(ada.profile())).containsExactly("m1");
        assertThat(mail().waiting(bob.profile())).containsExactly("m1");
        Write answers = write(bob, text("bob"), settledAndSent("m1", letter(ada.profile(), "m2")));
        mail().applied(mail().commit(server, sends, answers));
        assertThat(mail().waiting(ada.profile())).containsExactly("m2");
        assertThat(mail().waiting(bob.profile())).containsExactly("m2");
    }

    private static Effects settledAndSent(String settled, Letter sent) {
        return new Effects(List.of(Settlement.done(settled)), List.of(sent), List.of(), List.of(), null);
    }

    /** M16. */
    @Test
    default void m16_aLetterWithoutRoomIsRefusedAndNothingOfItsCommitApplies() {
        Id server = stage().server();
        Session ada = stage().session(stage().profile(), server);
        Session bob = stage().session(stage().profile(), server);
        ProfileId to = stage().profile();
        ProfileId other = stage().profile();
        mail().accepted(tight(to, "m1", 2));
        mail().accepted(letter(ada.profile(), "m1"));
        Effects effects = new Effects(
                List.of(Settlement.done("m1")),
                List.of(letter(other, "m1"), tight(to, "m2", 2), tight(to, "m3", 2)),
                List.of(),
                List.of(),
                null);
        CommitReply.Rejected rejected = mail().rejected(mail().commit(
                        server, write(bob, text("bob"), sent(letter(other, "m0"))), write(ada, null, effects)));
        assertThat(rejected.profile()).isEqualTo(ada.profile());
        assertThat(rejected.offence()).isEqualTo(new Offence.MailboxFull(to, "m3", 2));
        assertThat(mail().waiting(to)).containsExactly("m1");
        assertThat(mail().waiting(other)).isEmpty();
        assertThat(mail().waiting(ada.profile())).containsExactly("m1");
        mail().accepted(tight(to, "m2", 2));
        assertThat(as(Posted.Refused.class, mail().post(tight(to, "m3", 2))).offence())
                .isEqualTo(new Offence.MailboxFull(to, "m3", 2));
        assertThat(mail().accepted(tight(to, "m3", 3)).fresh()).isTrue();
    }

    /** M17. */
    @Test
    default void m17_whatIsSettledMakesRoomInTheSameCommitAndOnlyWhatWaitsTakesAny() {
        Id server = stage().server();
        Session ada = stage().session(stage().profile(), server);
        Session bob = stage().session(stage().profile(), server);
        ProfileId to = ada.profile();
        mail().bury(letter(to, "dead"));
        mail().accepted(tight(to, "m1", 1));
        assertThat(mail().accepted(tight(to, "m1", 1)).fresh()).isFalse();
        mail().bury(tight(to, "m2", 1));
        mail().applied(mail().commit(
                        server, write(bob, null, sent(tight(to, "m3", 1))), write(ada, null, settled("m1"))));
        assertThat(mail().waiting(to)).containsExactly("m3");
        assertThat(mail().dead(to)).containsExactly("m2", "dead");
    }
}
