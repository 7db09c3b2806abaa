package dev.latchkey.testkit;

import static dev.latchkey.testkit.EffectStage.dropped;
import static dev.latchkey.testkit.EffectStage.gained;
import static dev.latchkey.testkit.EffectStage.write;
import static dev.latchkey.testkit.EngineStage.as;
import static dev.latchkey.testkit.EngineStage.reply;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ItemIndex.Indexed;
import dev.latchkey.spi.ItemIndex.Move;
import dev.latchkey.spi.Offence;
import dev.latchkey.spi.Place;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.Write;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * U1–U20: unique items, for engines that are an {@link dev.latchkey.spi.ItemIndex}. Items in profiles are here; those
 * that travel are in {@link TravelContract}.
 */
public interface ItemsContract extends TravelContract {
    /** One more engine on this test's store. */
    StorageEngine another();

    private EffectStage items() {
        return new EffectStage(stage());
    }

    /** U1. */
    @Test
    default void u1_anItemThatAProfileGainsIsHeldByIt() {
        Session session = stage().session(stage().profile(), stage().server());
        String odd = "[\"a\", b]\n é".repeat(8);
        assertThat(items().place("sword")).isNull();
        items().applied(session, text("has both"), gained("sword", odd));
        for (String item : List.of("sword", odd)) {
            Holding holding = items().holding(item);
            assertThat(holding.item()).isEqualTo(item);
            assertThat(holding.place()).isEqualTo(new Place.InProfile(session.profile()));
            assertThat(holding.since())
                    .isEqualTo(stage().record(session.profile()).dates().updated());
        }
        assertThat(items().place("shield")).isNull();
    }

    /** U2. */
    @Test
    default void u2_anItemThatItsHolderDropsIsNowhereAndFreeForAnybody() {
        Session ada = stage().session(stage().profile(), stage().server());
        Session bob = stage().session(stage().profile(), stage().server());
        Session later = items().applied(ada, gained("sword", "shield"));
        items().applied(later, text("without"), dropped("sword"));
        assertThat(items().place("sword")).isNull();
        assertThat(items().place("shield")).isEqualTo(new Place.InProfile(ada.profile()));
        items().applied(bob, gained("sword"));
        assertThat(items().place("sword")).isEqualTo(new Place.InProfile(bob.profile()));
    }

    /** U3. */
    @Test
    default void u3_aCommitThatWouldMakeASecondHolderIsRejectedAsAWhole() {
        Id server = stage().server();
        Session ada = stage().session(stage().profile(), server);
        Session bob = stage().session(stage().profile(), server);
        Session guild = stage().session(new ProfileId("guilds", "g"), server);
        items().applied(ada, gained("sword"));
        Holding held = items().holding("sword");
        Session rich = items().applied(bob, gained("ring"));
        stage().pass(0.1);
        Write offends = write(rich, text("two"), EffectStage.effects(List.of("bow", "sword"), List.of("ring")));
        for (Commit commit : List.of(
                items().commit(server, offends),
                items().commit(server, write(guild, text("guild"), gained("cup")), offends))) {
            CommitReply.Rejected rejected = items().rejected(commit);
            assertThat(rejected.profile()).isEqualTo(bob.profile());
            assertThat(rejected.offence()).isEqualTo(new Offence.ItemHeld(held));
        }
        assertThat(items().place("ring")).isEqualTo(new Place.InProfile(bob.profile()));
        assertThat(items().place("bow")).isNull();
        assertThat(items().place("cup")).isNull();
        assertThat(items().holding("sword")).isEqualTo(held);
        items().rejected(guild, gained("sword"));
        items().applied(rich, text("goes on"), gained("bow"));
    }

    /** U4. */
    @Test
    default void u4_whatAHolderGainsAgainAndWhatOthersDropStaysAsItIs() {
        Session ada = stage().session(stage().profile(), stage().server());
        Session bob = stage().session(stage().profile(), stage().server());
        Session later = items().applied(ada, gained("sword", "sword"));
        Holding held = items().holding("sword");
        stage().pass(0.1);
        items().applied(later, gained("sword"));
        items().applied(bob, dropped("sword", "never was"));
        assertThat(items().holding("sword")).isEqualTo(held);
        assertThat(items().path("sword")).hasSize(1);
        assertThat(items().path("never was")).isEmpty();
    }

    /** U5. */
    @Test
    default void u5_anItemMovesInsideAGroupWhateverTheOrderOfItsWrites() {
        Id server = stage().server();
        Session ada = stage().session(stage().profile(), server);
        Session bob = stage().session(stage().profile(), server);
        Session rich = items().applied(ada, gained("sword"));
        Write gives = write(rich, text("poor"), dropped("sword"));
        Write takes = write(bob, text("rich"), gained("sword"));
        CommitReply.Applied there = items().applied(items().commit(server, takes, gives));
        assertThat(items().place("sword")).isEqualTo(new Place.InProfile(bob.profile()));
        Session bobLater = bob.after(there.written().get(0));
        Session adaLater = rich.after(there.written().get(1));
        Write back = write(bobLater, null, EffectStage.effects(List.of("bow"), List.of("sword")));
        items().applied(items().commit(server, back, write(adaLater, null, gained("sword"))));
        assertThat(items().place("sword")).isEqualTo(new Place.InProfile(ada.profile()));
        assertThat(items().place("bow")).isEqualTo(new Place.InProfile(bob.profile()));
    }

    /** U6. */
    @Test
    default void u6_aGroupInWhichTwoGainOneItemIsRejected() {
        Id server = stage().server();
        Session ada = stage().session(stage().profile(), server);
        Session bob = stage().session(stage().profile(), server);
        CommitReply.Rejected rejected = items().rejected(items().commit(
                        server, write(ada, text("a"), gained("gem")), write(bob, text("b"), gained("gem"))));
        Offence.ItemHeld offence = as(Offence.ItemHeld.class, rejected.offence());
        assertThat(offence.holding().item()).isEqualTo("gem");
        assertThat(items().place("gem")).isNull();
        assertThat(items().path("gem")).isEmpty();
    }

    /** U7. */
    @Test
    default void u7_aRefusedCommitMovesNothing() {
        Session old = stage().session(stage().profile(), stage().server());
        Session rich = items().applied(old, gained("sword"));
        stage().applied(rich, null, new Write.Release());
        stage().session(old.profile(), stage().server());
        stage().refused(items().commit(
                        old.server(), write(rich, null, EffectStage.effects(List.of("bow"), List.of("sword")))));
        assertThat(items().place("sword")).isEqualTo(new Place.InProfile(old.profile()));
        assertThat(items().place("bow")).isNull();
    }

    /** U8. */
    @Test
    default void u8_ofManyCommitsAtOnceThatGainOneItemExactlyOneApplies() throws Exception {
        for (int round = 0; round < ConcurrencyContract.ROUNDS; round++) {
            String item = "gem-" + round;
            List<CommitReply> replies = Race.run(ConcurrencyContract.RACERS, racer -> {
                Session session = stage().session(stage().profile(), stage().server());
                Commit commit = items().commit(session.server(), write(session, text("rich"), gained(item)));
                return () -> stage().commit(commit);
            });
            assertThat(replies)
                    .filteredOn(CommitReply.Applied.class::isInstance)
                    .hasSize(1);
            assertThat(replies)
                    .filteredOn(CommitReply.Rejected.class::isInstance)
                    .hasSize(ConcurrencyContract.RACERS - 1);
            assertThat(items().place(item)).isNotNull();
        }
    }

    /** U9. */
    @Test
    default void u9_itemsThatWereStoredBeforeAreIndexedUnlessTheyHaveAnotherHolder() {
        Session ada = stage().session(stage().profile(), stage().server());
        Session bob = stage().session(stage().profile(), stage().server());
        Session rich = items().applied(ada, gained("sword", "mine"));
        Head head = stage().head(bob.profile());
        Indexed indexed = reply(
                items().items().index(bob.profile(), head.token(), head.version(), List.of("bow", "sword", "ring")));
        assertThat(indexed).isEqualTo(new Indexed(true, List.of(items().holding("sword"))));
        assertThat(items().place("bow")).isEqualTo(new Place.InProfile(bob.profile()));
        assertThat(items().place("ring")).isEqualTo(new Place.InProfile(bob.profile()));
        assertThat(items().place("sword")).isEqualTo(new Place.InProfile(ada.profile()));
        assertThat(reply(items().items().index(ada.profile(), rich.token(), rich.version(), List.of("mine", "mine"))))
                .isEqualTo(new Indexed(true, List.of()));
        assertThat(stage().head(bob.profile())).isEqualTo(head);
        items().rejected(rich, gained("bow"));
        items().applied(bob, dropped("bow"));
        assertThat(items().place("bow")).isNull();
    }

    /** U10. */
    @Test
    default void u10_anIndexOfAnotherTokenOrVersionEntersNothing() {
        ProfileId profile = stage().saved("{}");
        Head head = stage().head(profile);
        Indexed nothing = new Indexed(false, List.of());
        for (long[] at : List.of(
                new long[] {head.token() + 1, head.version()},
                new long[] {head.token() - 1, head.version()},
                new long[] {head.token(), head.version() + 1},
                new long[] {head.token(), head.version() - 1})) {
            assertThat(reply(items().items().index(profile, at[0], at[1], List.of("bow"))))
                    .isEqualTo(nothing);
        }
        assertThat(reply(items().items().index(stage().profile(), 0, 0, List.of("bow"))))
                .isEqualTo(nothing);
        assertThat(items().place("bow")).isNull();
    }

    /** U11. */
    @Test
    default void u11_thePathOfAnItemTellsItsMovesNewestFirst() {
        Session ada = stage().session(stage().profile(), stage().server());
        Place at = new Place.InProfile(ada.profile());
        Session later = items().applied(ada, gained("sword"));
        stage().pass(0.1);
        items().applied(later, dropped("sword"));
        Head head = stage().head(ada.profile());
        reply(items().items().index(ada.profile(), head.token(), head.version(), List.of("sword")));
        List<Move> path = items().path("sword");
        assertThat(path).extracting(Move::from).containsExactly(null, at, null);
        assertThat(path).extracting(Move::to).containsExactly(at, null, at);
        String server = "server " + ada.server();
        assertThat(path).extracting(Move::server).containsExactly("", server, server);
        assertThat(path.get(0).at()).isEqualTo(items().holding("sword").since());
        assertThat(path.get(1).at())
                .isEqualTo(stage().record(ada.profile()).dates().updated());
        assertThat(path.get(2).at()).isBefore(path.get(1).at());
        assertThat(reply(items().items().path("sword", 2))).isEqualTo(path.subList(0, 2));
        assertThat(items().path("bow")).isEmpty();
    }

    /** U12. */
    @Test
    default void u12_theItemsOfAnErasedProfileAreNowhere() {
        Session ada = stage().session(stage().profile(), stage().server());
        Session bob = stage().session(stage().profile(), stage().server());
        items().applied(ada, gained("sword"));
        items().applied(bob, gained("bow"));
        stage().edit(ada.profile(), stage().head(ada.profile()), text("edited"));
        assertThat(items().place("sword")).isEqualTo(new Place.InProfile(ada.profile()));
        stage().edit(ada.profile(), stage().head(ada.profile()), null);
        assertThat(items().place("sword")).isNull();
        assertThat(items().place("bow")).isEqualTo(new Place.InProfile(bob.profile()));
        Move last = items().path("sword").get(0);
        assertThat(last.from()).isEqualTo(new Place.InProfile(ada.profile()));
        assertThat(last.to()).isNull();
        assertThat(last.server()).isEqualTo("operator");
        Session next = stage().session(ada.profile(), stage().server());
        items().applied(next, gained("sword"));
    }

    /** U13. */
    @Test
    default void u13_holdersAndPathsAreThereForWhoeverOpensTheStoreNext() {
        Session ada = stage().session(stage().profile(), stage().server());
        items().applied(ada, gained("sword"));
        Holding held = items().holding("sword");
        List<Move> path = items().path("sword");
        try (StorageEngine next = another()) {
            stage().engine().close();
            EffectStage later = new EffectStage(new EngineStage(next, stage().time()));
            assertThat(later.holding("sword")).isEqualTo(held);
            assertThat(later.path("sword")).isEqualTo(path).hasSize(1);
        }
    }
}
