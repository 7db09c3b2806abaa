package dev.latchkey.testkit;

import static dev.latchkey.testkit.EffectStage.kept;
import static dev.latchkey.testkit.EffectStage.write;
import static dev.latchkey.testkit.EngineStage.as;
import static dev.latchkey.testkit.EngineStage.reply;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.History.Revision;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Settlement;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.Write;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** H1–H10: earlier states of profiles, for engines that are a {@link dev.latchkey.spi.History}. */
public interface HistoryContract extends Staged {
    /** One more engine on this test's store. */
    StorageEngine another();

    private EffectStage history() {
        return new EffectStage(stage());
    }

    /** H1. */
    @Test
    default void h1_aCommitKeepsTheStateThatItOverwrites() {
        Session session = stage().session(stage().saved("one"), stage().server());
        ProfileRecord before = stage().record(session.profile());
        stage().pass(0.1);
        history().applied(session, text("two"), kept(Occasion.SESSION));
        List<Revision> revisions = history().revisions(session.profile());
        assertThat(revisions).hasSize(1);
        Revision only = revisions.get(0);
        assertThat(only.token()).isEqualTo(session.token());
        assertThat(only.version()).isEqualTo(session.version());
        assertThat(only.saved()).isEqualTo(before.dates().updated());
        assertThat(only.occasion()).isEqualTo(Occasion.SESSION);
        assertThat(only.bytes()).isEqualTo(3);
        assertThat(history().revision(session.profile(), only.number())).isEqualTo(text("one"));
        assertThat(stage().record(session.profile()).payload()).isEqualTo(text("two"));
    }

    /** H2. */
    @Test
    default void h2_aStateIsKeptWhateverBecomesOfTheSessionAndForWhateverOccasion() {
        Id server = stage().server();
        Session session = stage().session(stage().saved("0"), server);
        ProfileId profile = session.profile();
        Session second = history().applied(session, null, kept(Occasion.RESTORE));
        Session third = history().applied(second, text("1"), kept(Occasion.PACE));
        Id taker = stage().server();
        Id claim = stage().id();
        Write handOff = write(third, text("2"), new Write.HandOff(taker, claim, 0), kept(Occasion.SESSION));
        var written =
                history().applied(history().commit(server, handOff)).written().get(0);
        Session taken = new Session(profile, taker, claim, written.token(), written.version());
        history().applied(history().commit(taker, write(taken, text("3"), new Write.Release(), kept(Occasion.EDIT))));
        List<Revision> revisions = history().revisions(profile);
        assertThat(revisions)
                .extracting(Revision::occasion)
                .containsExactly(Occasion.EDIT, Occasion.SESSION, Occasion.PACE, Occasion.RESTORE);
        assertThat(revisions)
                .extracting(each -> history().revision(profile, each.number()))
                .containsExactly(text("2"), text("1"), text("0"), text("0"));
        assertThat(revisions.get(0).token()).isEqualTo(taken.token());
    }

    /** H3. */
    @Test
    default void h3_nothingIsKeptWhereNothingIsSaidOrNothingIsThere() {
        Session fresh = stage().session(stage().profile(), stage().server());
        Session saved = history().applied(fresh, text("one"), kept(Occasion.SESSION));
        stage().applied(saved, text("two"), new Write.Keep());
        assertThat(history().revisions(fresh.profile())).isEmpty();
        stage().edit(fresh.profile(), stage().head(fresh.profile()), null);
        Session erased = stage().session(fresh.profile(), stage().server());
        history().applied(erased, text("three"), kept(Occasion.SESSION));
        assertThat(history().revisions(fresh.profile())).isEmpty();
        assertThat(history().revisions(stage().profile())).isEmpty();
    }

    /** H4. */
    @Test
    default void h4_aCommitThatDoesNotApplyKeepsNothing() {
        Session session = stage().session(stage().saved("one"), stage().server());
        Fence stale = new Fence(session.token(), session.claim(), session.version() - 1);
        for (Write.After after : List.of(new Write.Keep(), new Write.Release())) {
            Write wrong = new Write(session.profile(), stale, text("x"), after, kept(Occasion.SESSION));
            stage().refused(history().commit(session.server(), wrong));
        }
        List<Settlement> gone = List.of(Settlement.done("never came"));
        Effects effects = new Effects(gone, List.of(), List.of(), List.of(), Occasion.SESSION);
        as(
                CommitReply.Rejected.class,
                stage().commit(history().commit(session.server(), write(session, text("x"), effects))));
        assertThat(history().revisions(session.profile())).isEmpty();
        Commit commit = history().commit(session.server(), write(session, text("two"), kept(Occasion.SESSION)));
        history().applied(commit);
        stage().refused(commit);
        assertThat(history().revisions(session.profile())).hasSize(1);
    }

    /** H5. */
    @Test
    default void h5_eachWriteOfAGroupKeepsItsOwnOrNone() {
        Id server = stage().server();
        Session first = stage().session(stage().saved("a"), server);
        Session second = stage().session(stage().saved("b"), server);
        Session third = stage().session(stage().saved("c"), server);
        Fence stale = new Fence(third.token(), third.claim(), third.version() + 1);
        Write keeps = write(first, text("a2"), kept(Occasion.SESSION));
        as(
                CommitReply.Refused.class,
                stage().commit(history()
                        .commit(server, keeps, new Write(third.profile(), stale, text("c2"), new Write.Keep()))));
        assertThat(history().revisions(first.profile())).isEmpty();
        history()
                .applied(history()
                        .commit(
                                server,
                                write(second, text("b2"), Effects.NONE),
                                keeps,
                                write(third, null, kept(Occasion.PACE))));
        assertThat(history().revisions(first.profile()))
                .extracting(each -> history().revision(first.profile(), each.number()))
                .containsExactly(text("a"));
        assertThat(history().revisions(second.profile())).isEmpty();
        assertThat(history().revisions(third.profile()))
                .extracting(Revision::occasion)
                .containsExactly(Occasion.PACE);
    }

    /** H6. */
    @Test
    default void h6_revisionsAreListedNewestFirstInPages() {
        Session session = stage().session(stage().saved("0"), stage().server());
        ProfileId profile = session.profile();
        for (int n = 1; n <= 4; n++) {
            session = history().applied(session, text("" + n), kept(Occasion.PACE));
        }
        history().applied(stage().session(stage().saved("other"), stage().server()), kept(Occasion.PACE));
        List<Revision> all = history().revisions(profile);
        assertThat(all).extracting(Revision::number).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(all).extracting(Revision::number).doesNotHaveDuplicates().hasSize(4);
        assertThat(all)
                .extracting(each -> history().revision(profile, each.number()))
                .containsExactly(text("3"), text("2"), text("1"), text("0"));
        assertThat(reply(history().history().revisions(profile, null, 3))).isEqualTo(all.subList(0, 3));
        long last = all.get(1).number();
        assertThat(reply(history().history().revisions(profile, last, 9))).isEqualTo(all.subList(2, 4));
        assertThat(reply(history().history().revisions(profile, last, 1))).isEqualTo(all.subList(2, 3));
    }

    /** H7. */
    @Test
    default void h7_everyByteOfARevisionComesBackAndNoOther() {
        Id server = stage().server();
        Session session = stage().session(stage().profile(), server);
        ProfileId profile = session.profile();
        List<Payload> payloads = List.of(
                new Payload(new byte[] {0, -1, -128, 10}, "bytes;from=1", 7, false),
                new Payload(new byte[0], "json", 0, true),
                text("a\0é\u4e2d"));
        for (Payload payload : payloads) {
            session = history().applied(session, payload, kept(Occasion.PACE));
        }
        history().applied(session, text("last"), kept(Occasion.PACE));
        List<Revision> revisions = history().revisions(profile);
        assertThat(revisions.reversed())
                .extracting(each -> history().revision(profile, each.number()))
                .isEqualTo(payloads);
        assertThat(revisions.reversed()).extracting(Revision::bytes).containsExactly(4, 0, 7);
        long number = revisions.get(0).number();
        assertThat(history().revision(profile, number + 1)).isNull();
        assertThat(history().revision(stage().profile(), number)).isNull();
    }

    /** H8. */
    @Test
    default void h8_aRevisionTellsWhoStoredIt() {
        Session first = stage().session(stage().profile(), stage().server());
        ProfileId profile = first.profile();
        stage().applied(first, text("one"), new Write.Release());
        Session second = stage().session(profile, stage().server());
        Session later = history().applied(second, null, kept(Occasion.SESSION));
        Session last = history().applied(later, text("two"), kept(Occasion.PACE));
        history().applied(last, null, kept(Occasion.PACE));
        stage().edit(profile, stage().head(profile), text("edited"));
        history().applied(stage().session(profile, stage().server()), text("three"), kept(Occasion.SESSION));
        assertThat(history().revisions(profile).reversed())
                .extracting(Revision::server)
                .containsExactly(
                        "server " + first.server(),
                        "server " + first.server(),
                        "server " + second.server(),
                        "operator");
    }

    /** H9. */
    @Test
    default void h9_anEraseRemovesTheHistoryAndItsNumbersAreNotUsedAgain() {
        ProfileId profile = stage().saved("one");
        ProfileId other = stage().saved("other");
        Stream.of(other, profile)
                .forEach(each -> history()
                        .applied(stage().session(each, stage().server()), text("two"), kept(Occasion.SESSION)));
        stage().edit(profile, stage().head(profile), text("edited"));
        List<Revision> before = history().revisions(profile);
        assertThat(before).hasSize(1);
        stage().edit(profile, stage().head(profile), null);
        assertThat(history().revisions(profile)).isEmpty();
        assertThat(history().revision(profile, before.get(0).number())).isNull();
        assertThat(history().revisions(other)).hasSize(1);
        Session next = stage().session(profile, stage().server());
        history().applied(history().applied(next, text("a"), Effects.NONE), text("b"), kept(Occasion.PACE));
        assertThat(history().revisions(profile)).hasSize(1);
        assertThat(history().revisions(profile).get(0).number())
                .isGreaterThan(before.get(0).number());
    }

    /** H10. */
    @Test
    default void h10_revisionsAreThereForWhoeverOpensTheStoreNext() {
        Session session = stage().session(stage().saved("one"), stage().server());
        Session last = history().applied(session, text("two"), kept(Occasion.SESSION));
        List<Revision> before = history().revisions(session.profile());
        try (StorageEngine next = another()) {
            stage().engine().close();
            EffectStage later = new EffectStage(new EngineStage(next, stage().time()));
            assertThat(later.revisions(session.profile())).isEqualTo(before).hasSize(1);
            assertThat(later.revision(session.profile(), before.get(0).number()))
                    .isEqualTo(text("one"));
            later.applied(last, null, kept(Occasion.PACE));
            List<Revision> after = later.revisions(session.profile());
            assertThat(after).hasSize(2).endsWith(before.get(0));
            assertThat(after.get(0).server()).isEqualTo("server " + session.server());
        }
    }
}
