package dev.latchkey.testkit;

import static dev.latchkey.testkit.EffectStage.gained;
import static dev.latchkey.testkit.EffectStage.kept;
import static dev.latchkey.testkit.EffectStage.letter;
import static dev.latchkey.testkit.EffectStage.settled;
import static dev.latchkey.testkit.EngineStage.as;
import static dev.latchkey.testkit.EngineStage.reply;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.History;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Place;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Relocation;
import dev.latchkey.spi.Relocation.Unpacked;
import dev.latchkey.spi.Tags;
import dev.latchkey.spi.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** C121–C129: moving whole profiles from store to store, for engines with {@link Relocation} and all that is moved. */
public interface RelocationContract extends Staged {
    private Relocation moving() {
        return as(Relocation.class, stage().engine());
    }

    private EffectStage store() {
        return new EffectStage(stage());
    }

    private Belongings packed(ProfileId profile) {
        return reply(moving().pack(List.of(profile)).get(0));
    }

    private Unpacked unpacked(Belongings belongings) {
        return reply(moving().unpack(List.of(belongings)).get(0));
    }

    private Belongings arrived(Belongings belongings) {
        assertThat(unpacked(belongings).applied()).isTrue();
        return belongings;
    }

    /** C121. */
    @Test
    default void c121_packedAProfileHasAllThatWasDoneToIt() {
        Session session = stage().session(stage().profile(), stage().server());
        ProfileId profile = session.profile();
        String ring = "ring of " + profile.key();
        store().accepted(letter(profile, "settled"));
        store().accepted(letter(profile, "waits", "box of " + profile.key()));
        store().bury(letter(profile, "dead"));
        Session first = store().applied(session, text("1"), gained(ring).with(Map.of("user", "7")));
        Session second = store().applied(first, text("2"), kept(Occasion.PACE));
        Session third = store().applied(second, settled("settled"));
        OrphanShelf.Orphan lost = new OrphanShelf.Orphan(
                profile, stage().id(), third.fence(), third.server(), text("lost"), "stolen", false);
        reply(as(OrphanShelf.class, stage().engine()).keep(List.of(lost)));
        stage().applied(third, null, new Write.Release());
        Belongings packed = packed(profile);
        assertThat(Objects.requireNonNull(packed.record()).head()).isEqualTo(stage().head(profile));
        assertThat(packed.record().payload()).isEqualTo(text("2"));
        assertThat(packed.tags()).isEqualTo(Map.of("user", "7"));
        assertThat(packed.waiting()).extracting(each -> each.letter().id()).containsExactly("waits");
        assertThat(packed.dead()).extracting(each -> each.letter().id()).containsExactly("dead");
        assertThat(packed.settled()).extracting(Belongings.Settled::letter).containsExactly("settled");
        assertThat(packed.history()).extracting(Belongings.State::payload).containsExactly(text("1"));
        assertThat(packed.orphans()).extracting(OrphanShelf.Shelved::orphan).containsExactly(lost);
        assertThat(packed.audit()).extracting(Inspection.AuditEntry::what).containsExactly("released");
        assertThat(packed.items())
                .extracting(each -> each.holding().item() + " " + each.path().size())
                .containsExactly("box of " + profile.key() + " 1", ring + " 1");
        assertThat(packed.by())
                .isEqualTo(store().revisions(profile).get(0).server())
                .contains("server");
    }

    /** C122. */
    @Test
    default void c122_unpackedItIsThereForAllVerbsAndPackedAgainItIsEqual() {
        MovedProfile moved = new MovedProfile(stage());
        Belongings sent = arrived(moved.with(moved.head(7, 12)));
        assertThat(packed(moved.profile)).isEqualTo(sent.atRest());
        ProfileRecord record = stage().record(moved.profile);
        assertThat(record.payload()).isEqualTo(text("{\"gold\":7}"));
        assertThat(record.dates().updated()).isEqualTo(MovedProfile.at(50));
        assertThat(store().waiting(moved.profile)).containsExactly("w1", "w2");
        assertThat(store().fetch(moved.profile, 0, 9).get(1).sent()).isEqualTo(MovedProfile.at(11));
        assertThat(store().deadLetters(moved.profile)).isEqualTo(sent.dead().reversed());
        List<History.Revision> revisions = store().revisions(moved.profile);
        assertThat(revisions).extracting(History.Revision::version).containsExactly(11L, 9L);
        assertThat(store().revision(moved.profile, revisions.get(1).number())).isEqualTo(MovedProfile.BYTES);
        assertThat(reply(as(Tags.class, stage().engine()).tagged("players", "guild", "owls", null, 9)))
                .containsExactly(moved.profile);
        assertThat(reply(as(OrphanShelf.class, stage().engine()).orphans(moved.profile, 9)))
                .isEqualTo(sent.orphans().reversed());
        assertThat(reply(as(Inspection.class, stage().engine()).audit(moved.profile, 9)))
                .extracting(Inspection.AuditEntry::what)
                .containsExactly("released", "edited");
        assertThat(store().place(moved.sword)).isEqualTo(new Place.InProfile(moved.profile));
        assertThat(store().place(moved.shield)).isEqualTo(new Place.InTransit(moved.profile, "w1"));
        assertThat(store().path(moved.sword)).extracting(ItemIndex.Move::server).containsExactly("lobby", "mine");
    }

    /** C123. */
    @Test
    default void c123_theFenceMovesAlongAndTheSessionIsReleased() {
        MovedProfile moved = new MovedProfile(stage());
        Head sent = moved.head(7, 12);
        arrived(moved.with(sent));
        Head head = stage().head(moved.profile);
        List<Id> spent = new ArrayList<>(sent.spent());
        spent.add(moved.claim);
        assertThat(head).isEqualTo(new Head(7, null, moved.claim, 12, moved.write, sent.sealed(), spent, 5, null));
        Session last = new Session(moved.profile, moved.server, moved.claim, 7, 12);
        stage().applied(last, text("from the journal"), new Write.Release());
        assertThat(stage().session(moved.profile, stage().server()).token()).isEqualTo(8);
    }

    /** C124. */
    @Test
    default void c124_lettersThatWereKnownAreKnown() {
        MovedProfile moved = new MovedProfile(stage());
        arrived(moved.with(moved.head(7, 12)));
        for (String known : List.of("w1", "w2", "d1", "d2", "s1", "s2")) {
            assertThat(store().accepted(letter(moved.profile, known)).fresh())
                    .as(known)
                    .isFalse();
        }
        assertThat(store().accepted(letter(moved.profile, "new")).fresh()).isTrue();
        assertThat(store().waiting(moved.profile)).containsExactly("w1", "w2", "new");
    }

    /** C125. */
    @Test
    default void c125_unpackedAnewTheNewerTakesThePlaceOfAllOfTheOlder() {
        MovedProfile moved = new MovedProfile(stage());
        Belongings older = arrived(moved.with(moved.head(7, 12)));
        arrived(older);
        assertThat(packed(moved.profile)).isEqualTo(older.atRest());
        MovedProfile newer = new MovedProfile(stage());
        Belongings none = Belongings.none(moved.profile);
        ProfileRecord bare = new ProfileRecord(
                moved.profile,
                newer.head(8, 13),
                null,
                true,
                Objects.requireNonNull(older.record()).dates(),
                null);
        Belongings erased = new Belongings(
                moved.profile,
                bare,
                "",
                none.tags(),
                none.waiting(),
                none.dead(),
                none.settled(),
                none.history(),
                0,
                none.orphans(),
                none.audit(),
                none.items());
        arrived(erased);
        assertThat(packed(moved.profile)).isEqualTo(erased.atRest());
        assertThat(store().place(moved.sword)).isNull();
        assertThat(store().path(moved.shield)).isEmpty();
        assertThat(store().accepted(letter(moved.profile, "s1")).fresh()).isTrue();
    }

    /** C126. */
    @Test
    default void c126_whatIsOpenOrNewerIsNotReplaced() {
        MovedProfile moved = new MovedProfile(stage());
        arrived(moved.with(moved.head(7, 12)));
        MovedProfile other = new MovedProfile(stage());
        Belongings before = packed(moved.profile);
        Head here = stage().head(moved.profile);
        Belongings otherWrite = moved.with(new Head(7, null, moved.claim, 12, other.write, null, List.of(), 5, null));
        for (Belongings refused : List.of(
                moved.with(moved.head(6, 13)),
                moved.with(moved.head(8, 11)),
                otherWrite,
                Belongings.none(moved.profile))) {
            assertThat(unpacked(refused)).isEqualTo(new Unpacked(false, here));
            assertThat(packed(moved.profile)).isEqualTo(before);
        }
        Session open = stage().session(moved.profile, stage().server());
        assertThat(unpacked(moved.with(moved.head(9, 20))).applied()).isFalse();
        assertThat(stage().head(moved.profile).heldBy(open.server(), open.claim()))
                .isTrue();
    }

    /** C127. */
    @Test
    default void c127_whoeverHasARecordOrMailIsListedInPages() {
        ProfileId recorded = stage().saved("{}");
        ProfileId waits = stage().profile();
        store().accepted(letter(waits, "waits"));
        ProfileId dead = new ProfileId("guilds", "owls");
        store().bury(letter(dead, "dead"));
        ProfileId discarded = new ProfileId("guilds", "wolves");
        store().bury(letter(discarded, "discarded"));
        reply(store().mail().discard(discarded, "discarded"));
        assertThat(reply(moving().inhabited(null, 9))).containsExactly(dead, discarded, recorded, waits);
        assertThat(reply(moving().inhabited(dead, 2))).containsExactly(discarded, recorded);
        assertThat(reply(moving().inhabited(waits, 9))).isEmpty();
    }

    /** C128. */
    @Test
    default void c128_packingChangesNothing() {
        ProfileId profile = stage().saved("{}");
        store().accepted(EffectStage.brief(profile, "brief", stage().share(0.1)));
        Head head = stage().head(profile);
        stage().pass(0.2);
        Belongings packed = packed(profile);
        assertThat(packed.waiting()).hasSize(1);
        assertThat(packed.dead()).isEmpty();
        assertThat(packed(profile)).isEqualTo(packed);
        assertThat(stage().head(profile)).isEqualTo(head);
        ProfileId nobody = stage().profile();
        assertThat(packed(nobody)).isEqualTo(Belongings.none(nobody));
        assertThat(packed(nobody).isEmpty()).isTrue();
        assertThat(stage().exists(nobody)).isFalse();
    }

    /** C129. */
    @Test
    default void c129_eachOfABatchIsForItselfAndAnItemGoesWithTheLast() {
        MovedProfile first = new MovedProfile(stage());
        MovedProfile second = new MovedProfile(stage());
        arrived(first.with(first.head(7, 12)));
        Belongings newer = second.with(second.head(3, 4));
        Belongings.Item stale = packed(first.profile).items().get(1);
        Belongings taking = new Belongings(
                newer.profile(),
                newer.record(),
                newer.by(),
                newer.tags(),
                newer.waiting(),
                newer.dead(),
                newer.settled(),
                newer.history(),
                newer.erased(),
                newer.orphans(),
                newer.audit(),
                List.of(new Belongings.Item(
                        new Holding(first.sword, new Place.InProfile(second.profile), MovedProfile.at(60)),
                        stale.path())));
        List<Unpacked> replies = new ArrayList<>();
        moving().unpack(List.of(taking, first.with(first.head(6, 11)))).forEach(outcome -> replies.add(reply(outcome)));
        assertThat(replies).extracting(Unpacked::applied).containsExactly(true, false);
        assertThat(store().place(first.sword)).isEqualTo(new Place.InProfile(second.profile));
        assertThat(packed(first.profile).items()).hasSize(1);
        assertThat(packed(second.profile)).isEqualTo(taking.atRest());
        List<ProfileId> asked = List.of(second.profile, stage().profile(), first.profile);
        assertThat(moving().pack(asked).stream().map(EngineStage::reply).map(Belongings::profile))
                .containsExactlyElementsOf(asked);
    }
}
