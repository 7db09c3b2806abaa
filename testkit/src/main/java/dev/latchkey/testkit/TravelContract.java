package dev.latchkey.testkit;

import static dev.latchkey.testkit.EffectStage.brief;
import static dev.latchkey.testkit.EffectStage.failed;
import static dev.latchkey.testkit.EffectStage.gained;
import static dev.latchkey.testkit.EffectStage.letter;
import static dev.latchkey.testkit.EffectStage.sent;
import static dev.latchkey.testkit.EffectStage.settled;
import static dev.latchkey.testkit.EffectStage.write;
import static dev.latchkey.testkit.EngineStage.as;
import static dev.latchkey.testkit.EngineStage.reply;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ItemIndex.Indexed;
import dev.latchkey.spi.ItemIndex.Move;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Mailboxes.Posted;
import dev.latchkey.spi.Offence;
import dev.latchkey.spi.Place;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Settlement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** U14–U20: items that travel in letters; a part of {@link ItemsContract}, for engines that have mail, too. */
public interface TravelContract extends Staged {
    private EffectStage travel() {
        return new EffectStage(stage());
    }

    private static Effects sends(Letter letter, String... dropped) {
        return new Effects(List.of(), List.of(letter), List.of(), List.of(dropped), null);
    }

    private static Effects takes(String letter, String... gained) {
        return new Effects(List.of(Settlement.done(letter)), List.of(), List.of(gained), List.of(), null);
    }

    /** U14. */
    @Test
    default void u14_anItemTravelsInALetterAndArrivesWithItsSettlement() {
        Session ada = stage().session(stage().profile(), stage().server());
        Session bob = stage().session(stage().profile(), stage().server());
        Place inLetter = new Place.InTransit(bob.profile(), "m1");
        Session rich = travel().applied(ada, gained("sword"));
        travel().applied(rich, text("sent"), sends(letter(bob.profile(), "m1", "sword"), "sword"));
        Holding holding = travel().holding("sword");
        assertThat(holding.place()).isEqualTo(inLetter);
        assertThat(travel().rejected(bob, gained("sword")).offence()).isEqualTo(new Offence.ItemHeld(holding));
        travel().applied(bob, text("has it"), takes("m1", "sword"));
        assertThat(travel().path("sword"))
                .extracting(Move::to)
                .containsExactly(new Place.InProfile(bob.profile()), inLetter, new Place.InProfile(ada.profile()));
    }

    /** U15. */
    @Test
    default void u15_whatItsReceiverDoesNotGainIsNowhere() {
        Session bob = stage().session(stage().profile(), stage().server());
        travel().accepted(letter(bob.profile(), "m1", "sword", "bow", "bow"));
        travel().accepted(letter(bob.profile(), "m2", "ring"));
        travel().applied(bob, takes("m1", "bow"));
        assertThat(travel().place("sword")).isNull();
        assertThat(travel().place("bow")).isEqualTo(new Place.InProfile(bob.profile()));
        assertThat(travel().place("ring")).isEqualTo(new Place.InTransit(bob.profile(), "m2"));
        assertThat(travel().path("sword")).extracting(Move::server).containsExactly("server " + bob.server(), "");
    }

    /** U16. */
    @Test
    default void u16_aLetterTakesNoItemThatHasAnotherHolder() {
        Id server = stage().server();
        Session ada = stage().session(stage().profile(), server);
        Session bob = stage().session(stage().profile(), server);
        ProfileId to = stage().profile();
        travel().applied(ada, gained("sword"));
        travel().accepted(letter(to, "m1", "bow"));
        for (String item : List.of("sword", "bow")) {
            Offence offence = new Offence.ItemHeld(travel().holding(item));
            assertThat(as(Posted.Refused.class, travel().post(letter(to, "m2", "ring", item)))
                            .offence())
                    .isEqualTo(offence);
            var rejected = travel().rejected(bob, sent(letter(to, "m2", "ring", item)));
            assertThat(rejected.offence()).isEqualTo(offence);
            assertThat(rejected.profile()).isEqualTo(bob.profile());
        }
        assertThat(travel().waiting(to)).containsExactly("m1");
        assertThat(travel().place("ring")).isNull();
        Session bobs = travel().applied(bob, sends(letter(to, "m2", "gem")));
        travel().applied(bobs, sends(letter(to, "m2", "gem")));
        assertThat(travel().place("gem")).isEqualTo(new Place.InTransit(to, "m2"));
    }

    /** U17. */
    @Test
    default void u17_noItemIsLostWithALetterThatIsPassedOver() {
        Session ada = stage().session(stage().profile(), stage().server());
        ProfileId to = stage().profile();
        travel().accepted(letter(to, "m1"));
        Session rich = travel().applied(ada, gained("sword"));
        for (String item : List.of("sword", "not indexed")) {
            assertThat(travel().rejected(rich, sends(letter(to, "m1", item), item))
                            .offence())
                    .isEqualTo(new Offence.Unable());
        }
        assertThat(travel().place("sword")).isEqualTo(new Place.InProfile(ada.profile()));
        travel().applied(rich, sends(letter(to, "m2", "sword"), "sword"));
        assertThat(travel().place("sword")).isEqualTo(new Place.InTransit(to, "m2"));
    }

    /** U18. */
    @Test
    default void u18_aDeadLetterKeepsItsItemsUntilItIsDiscarded() {
        Session bob = stage().session(stage().profile(), stage().server());
        ProfileId to = bob.profile();
        travel().accepted(letter(to, "failed", "sword"));
        travel().accepted(brief(to, "expired", stage().share(0.2), "bow"));
        travel().bury(letter(to, "undeliverable", "ring", "ring"));
        Session later = travel().applied(bob, failed("failed", "no handler"));
        stage().pass(0.5);
        assertThat(travel().waiting(to)).isEmpty();
        assertThat(travel().place("sword")).isEqualTo(new Place.InTransit(to, "failed"));
        assertThat(travel().place("bow")).isEqualTo(new Place.InTransit(to, "expired"));
        assertThat(travel().place("ring")).isEqualTo(new Place.InTransit(to, "undeliverable"));
        assertThat(reply(travel().mail().revive(to, "failed"))).isTrue();
        assertThat(travel().place("sword")).isEqualTo(new Place.InTransit(to, "failed"));
        travel().applied(later, takes("failed", "sword"));
        assertThat(travel().place("sword")).isEqualTo(new Place.InProfile(to));
        assertThat(reply(travel().mail().discard(to, "undeliverable"))).isTrue();
        assertThat(travel().place("ring")).isNull();
        assertThat(travel().path("ring"))
                .extracting(Move::to)
                .containsExactly(null, new Place.InTransit(to, "undeliverable"));
        assertThat(travel().place("bow")).isEqualTo(new Place.InTransit(to, "expired"));
    }

    /** U19. */
    @Test
    default void u19_theItemsInTheLettersOfAnErasedProfileAreNowhere() {
        ProfileId to = stage().saved("{}");
        ProfileId other = stage().profile();
        travel().accepted(letter(to, "m1", "sword"));
        travel().bury(letter(to, "m2", "bow"));
        travel().accepted(letter(other, "m1", "ring"));
        stage().edit(to, stage().head(to), null);
        assertThat(travel().place("sword")).isNull();
        assertThat(travel().place("bow")).isNull();
        assertThat(travel().place("ring")).isEqualTo(new Place.InTransit(other, "m1"));
    }

    /** U20. */
    @Test
    default void u20_anItemGoesFromLetterToLetterAndIsNotIndexedMeanwhile() {
        Id server = stage().server();
        Session ada = stage().session(stage().profile(), server);
        Session bob = stage().session(stage().profile(), server);
        travel().accepted(letter(ada.profile(), "m1", "sword"));
        assertThat(reply(travel().items().index(bob.profile(), bob.token(), bob.version(), List.of("sword"))))
                .isEqualTo(new Indexed(true, List.of(travel().holding("sword"))));
        Effects passesOn = new Effects(
                List.of(Settlement.done("m1")),
                List.of(letter(bob.profile(), "m2", "sword")),
                List.of(),
                List.of(),
                null);
        travel().applied(travel().commit(server, write(bob, null, settled()), write(ada, null, passesOn)));
        assertThat(travel().place("sword")).isEqualTo(new Place.InTransit(bob.profile(), "m2"));
        assertThat(travel().waiting(ada.profile())).isEmpty();
    }
}
