package dev.latchkey.testkit;

import static dev.latchkey.testkit.EffectStage.brief;
import static dev.latchkey.testkit.EffectStage.failed;
import static dev.latchkey.testkit.EffectStage.ids;
import static dev.latchkey.testkit.EffectStage.letter;
import static dev.latchkey.testkit.EffectStage.settled;
import static dev.latchkey.testkit.EffectStage.tight;
import static dev.latchkey.testkit.EngineStage.granted;
import static dev.latchkey.testkit.EngineStage.reply;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.DeadLetter;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Mailboxes.Posted;
import dev.latchkey.spi.Offence;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Settlement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** M18–M25, M33, M34: letters that die, and what becomes of them; a part of {@link MailContract}. */
public interface DeadLetterContract extends Staged {
    private EffectStage mail() {
        return new EffectStage(stage());
    }

    /** M18. */
    @Test
    default void m18_aLetterWhoseLifetimeIsOverComesNoMoreAndIsDead() {
        ProfileId to = stage().profile();
        mail().accepted(brief(to, "short", stage().share(0.2)));
        mail().accepted(brief(to, "long", stage().share(4)));
        mail().accepted(letter(to, "for ever"));
        assertThat(mail().waiting(to)).containsExactly("short", "long", "for ever");
        stage().pass(0.5);
        List<Delivery> rest = mail().fetch(to, 0, 9);
        assertThat(ids(rest)).containsExactly("long", "for ever");
        List<DeadLetter> dead = mail().deadLetters(to);
        assertThat(dead).extracting(each -> each.letter().id()).containsExactly("short");
        assertThat(dead.get(0).reason()).isNotBlank().doesNotContain("\n");
        assertThat(dead.get(0).at()).isAfter(rest.get(0).sent());
        assertThat(mail().accepted(letter(to, "short")).fresh()).isFalse();
    }

    /** M19. */
    @Test
    default void m19_aGrantBringsNoLetterWhoseLifetimeIsOver() {
        for (ProfileId to : List.of(stage().profile(), stage().saved("{}"))) {
            mail().accepted(brief(to, "short", stage().share(0.2)));
            mail().accepted(letter(to, "for ever"));
            stage().pass(0.5);
            var granted = granted(stage().tryOpen(to, stage().server(), stage().id()));
            assertThat(ids(granted.mail())).containsExactly("for ever");
            assertThat(mail().dead(to)).containsExactly("short");
        }
    }

    /** M33. */
    @Test
    default void m33_aLetterThatDiedInItsSessionsHandsIsSettledLikeOneThatWaits() {
        Session session = stage().session(stage().profile(), stage().server());
        ProfileId profile = session.profile();
        mail().accepted(brief(profile, "short", stage().share(0.2)));
        stage().pass(0.5);
        assertThat(mail().waiting(profile)).isEmpty();
        assertThat(mail().dead(profile)).containsExactly("short");
        Session next = mail().applied(session, text("with it"), settled("short"));
        assertThat(mail().dead(profile)).isEmpty();
        assertThat(mail().accepted(letter(profile, "short")).fresh()).isFalse();
        assertThat(mail().rejected(next, settled("short")).offence()).isEqualTo(new Offence.LetterGone("short"));
    }

    /** M34. */
    @Test
    default void m34_aLetterWhoseLifetimeIsOverTakesNoRoomAndMakesNone() {
        Session session = stage().session(stage().profile(), stage().server());
        ProfileId to = session.profile();
        mail().accepted(brief(to, "short", stage().share(0.2)));
        mail().accepted(tight(to, "m1", 2));
        assertThat(mail().post(tight(to, "m2", 2))).isInstanceOf(Posted.Refused.class);
        stage().pass(0.5);
        Effects both = new Effects(
                List.of(Settlement.done("short")),
                List.of(tight(to, "m2", 2), tight(to, "m3", 2)),
                List.of(),
                List.of(),
                null);
        assertThat(mail().rejected(session, both).offence()).isEqualTo(new Offence.MailboxFull(to, "m3", 2));
        assertThat(mail().accepted(tight(to, "m2", 2)).fresh()).isTrue();
        assertThat(mail().post(tight(to, "m3", 2))).isInstanceOf(Posted.Refused.class);
        assertThat(mail().waiting(to)).containsExactly("m1", "m2");
        assertThat(mail().dead(to)).containsExactly("short");
    }

    /** M20. */
    @Test
    default void m20_aLetterThatFailedIsDeadWithItsReason() {
        Session session = stage().session(stage().profile(), stage().server());
        Letter letter = letter(session.profile(), "m1");
        mail().accepted(letter);
        mail().applied(session, text("without it"), failed("m1", "the handler threw"));
        assertThat(mail().waiting(session.profile())).isEmpty();
        List<DeadLetter> dead = mail().deadLetters(session.profile());
        assertThat(dead).hasSize(1);
        assertThat(dead.get(0).letter()).isEqualTo(letter);
        assertThat(dead.get(0).reason()).isEqualTo("the handler threw");
    }

    /** M21. */
    @Test
    default void m21_anUndeliverableLetterGoesStraightToTheDead() {
        Session session = stage().session(stage().profile(), stage().server());
        ProfileId to = stage().profile();
        Letter posted = letter(to, "posted").undeliverable("no such store");
        Letter sent = letter(to, "sent").undeliverable("no handler");
        assertThat(mail().accepted(posted).fresh()).isTrue();
        mail().applied(session, EffectStage.sent(sent));
        assertThat(mail().waiting(to)).isEmpty();
        List<DeadLetter> dead = mail().deadLetters(to);
        assertThat(dead).extracting(DeadLetter::letter).containsExactly(sent, posted);
        assertThat(dead).extracting(DeadLetter::reason).containsExactly("no handler", "no such store");
    }

    /** M22. */
    @Test
    default void m22_deadLettersAreListedNewestFirstByProfileOrAllWithALimit() {
        ProfileId first = stage().profile();
        ProfileId second = stage().profile();
        mail().bury(letter(second, "a"));
        mail().bury(letter(first, "b"));
        mail().bury(letter(second, "c"));
        assertThat(reply(mail().mail().deadLetters(null, 9)))
                .extracting(each -> each.letter().id())
                .containsExactly("c", "b", "a");
        assertThat(reply(mail().mail().deadLetters(null, 2)))
                .extracting(each -> each.letter().id())
                .containsExactly("c", "b");
        assertThat(mail().dead(second)).containsExactly("c", "a");
        assertThat(reply(mail().mail().deadLetters(second, 1))).hasSize(1);
        assertThat(mail().dead(stage().profile())).isEmpty();
    }

    /** M23. */
    @Test
    default void m23_aRevivedLetterWaitsAgainAsTheNewestForEver() {
        Session session = stage().session(stage().profile(), stage().server());
        ProfileId to = session.profile();
        Letter brief = brief(to, "m1", stage().share(0.2));
        mail().accepted(brief);
        mail().bury(tight(to, "m2", 1));
        mail().accepted(letter(to, "m3"));
        stage().pass(0.5);
        assertThat(mail().waiting(to)).containsExactly("m3");
        assertThat(reply(mail().mail().revive(to, "m1"))).isTrue();
        assertThat(reply(mail().mail().revive(to, "m2"))).isTrue();
        List<Delivery> waiting = mail().fetch(to, 0, 9);
        assertThat(ids(waiting)).containsExactly("m3", "m1", "m2");
        assertThat(waiting).extracting(Delivery::number).isSorted();
        assertThat(waiting).extracting(Delivery::expires).containsOnlyNulls();
        assertThat(waiting.get(1).letter())
                .isEqualTo(new Letter(
                        to,
                        "m1",
                        brief.type(),
                        brief.content(),
                        brief.from(),
                        brief.items(),
                        null,
                        brief.room(),
                        null));
        assertThat(waiting.get(2).letter().undeliverable()).isNull();
        assertThat(mail().dead(to)).isEmpty();
        mail().applied(session, settled("m1"));
        for (String none : List.of("m1", "m3", "never came")) {
            assertThat(reply(mail().mail().revive(to, none))).isFalse();
        }
        assertThat(mail().waiting(to)).containsExactly("m3", "m2");
    }

    /** M24. */
    @Test
    default void m24_aDiscardedLetterIsGoneAndItsIdStaysKnown() {
        Session session = stage().session(stage().profile(), stage().server());
        ProfileId to = session.profile();
        mail().bury(letter(to, "m1"));
        mail().bury(letter(to, "m2"));
        mail().accepted(letter(to, "m3"));
        assertThat(reply(mail().mail().discard(to, "m1"))).isTrue();
        for (String none : List.of("m1", "m3", "never came")) {
            assertThat(reply(mail().mail().discard(to, none))).isFalse();
        }
        assertThat(reply(mail().mail().revive(to, "m1"))).isFalse();
        assertThat(mail().dead(to)).containsExactly("m2");
        assertThat(mail().waiting(to)).containsExactly("m3");
        assertThat(mail().accepted(letter(to, "m1")).fresh()).isFalse();
        assertThat(mail().rejected(session, settled("m1")).offence()).isEqualTo(new Offence.LetterGone("m1"));
    }

    /** M25. */
    @Test
    default void m25_anEraseTakesAllLettersAndRemembersTheirIds() {
        Session session = stage().session(stage().profile(), stage().server());
        ProfileId to = session.profile();
        List<String> all = List.of("waits", "settled", "dead");
        all.forEach(id -> mail().accepted(letter(to, id)));
        Session next = mail().applied(session, settled("settled"));
        mail().applied(next, failed("dead", "no handler"));
        ProfileId other = stage().profile();
        mail().accepted(letter(other, "waits"));
        stage().edit(to, stage().head(to), text("edited"));
        assertThat(mail().waiting(to)).containsExactly("waits");
        stage().edit(to, stage().head(to), null);
        assertThat(mail().waiting(to)).isEmpty();
        assertThat(mail().dead(to)).isEmpty();
        assertThat(mail().waiting(other)).containsExactly("waits");
        for (String id : all) {
            assertThat(mail().accepted(letter(to, id)).fresh()).isFalse();
        }
        assertThat(mail().waiting(to)).isEmpty();
        assertThat(mail().accepted(letter(to, "new")).fresh()).isTrue();
        assertThat(ids(granted(stage().tryOpen(to, stage().server(), stage().id()))
                        .mail()))
                .containsExactly("new");
    }
}
