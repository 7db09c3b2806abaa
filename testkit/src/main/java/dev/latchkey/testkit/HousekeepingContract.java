package dev.latchkey.testkit;

import static dev.latchkey.testkit.EffectStage.brief;
import static dev.latchkey.testkit.EffectStage.dropped;
import static dev.latchkey.testkit.EffectStage.gained;
import static dev.latchkey.testkit.EffectStage.kept;
import static dev.latchkey.testkit.EffectStage.letter;
import static dev.latchkey.testkit.EffectStage.settled;
import static dev.latchkey.testkit.EngineStage.as;
import static dev.latchkey.testkit.EngineStage.reply;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.History.Revision;
import dev.latchkey.spi.Housekeeping;
import dev.latchkey.spi.Housekeeping.Retention;
import dev.latchkey.spi.Housekeeping.Swept;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.Inspection.AuditEntry;
import dev.latchkey.spi.ItemIndex.Move;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Place;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * K1–K8: forgetting, for engines that are {@link Housekeeping} and have mail, unique items, a history and an audit. An engine
 * whose time cannot be turned by days overrides {@link #age}.
 */
public interface HousekeepingContract extends Staged {
    /** More rows than any of these tests makes. */
    int MANY = 1_000;

    /** Longer than anything is kept. */
    Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    /** Makes everything in the store older by {@code by}: lets the time pass, or moves what the store has into the past. */
    default void age(Duration by) {
        stage().time().pass(by);
    }

    private EffectStage store() {
        return new EffectStage(stage());
    }

    /** Leaves the audit. */
    private Swept sweep(Duration revisions, Duration letters, Duration moves, int most) {
        return sweep(new Retention(revisions, letters, moves, FOREVER, most));
    }

    private Swept sweep(Retention retention) {
        return reply(as(Housekeeping.class, stage().engine()).sweep(retention));
    }

    /** Sweeps with this for all kinds but the audit. */
    private Swept sweep(Duration age) {
        return sweep(age, age, age, MANY);
    }

    /** K1. */
    @Test
    default void k1_revisionsThatWereKeptLongerAgoAreForgotten() {
        Session first = stage().session(stage().saved("0"), stage().server());
        ProfileId profile = first.profile();
        store().applied(first, text("1"), kept(Occasion.SESSION));
        age(Duration.ofDays(2));
        Session second = new Session(profile, first.server(), first.claim(), first.token(), first.version() + 1);
        store().applied(second, text("2"), kept(Occasion.PACE));
        ProfileRecord before = stage().record(profile);
        List<Revision> both = store().revisions(profile);
        Duration week = Duration.ofDays(7);
        assertThat(sweep(Duration.ofDays(3), week, week, MANY)).isEqualTo(new Swept(0, 0, 0, 0, 0));
        assertThat(store().revisions(profile)).isEqualTo(both).hasSize(2);
        assertThat(sweep(Duration.ofDays(1), week, week, MANY)).isEqualTo(new Swept(1, 0, 0, 0, 0));
        assertThat(store().revisions(profile)).containsExactly(both.get(0));
        assertThat(store().revision(profile, both.get(1).number())).isNull();
        assertThat(stage().record(profile)).isEqualTo(before);
    }

    /** K2. */
    @Test
    default void k2_idsOfSettledLettersAreForgottenAfterTheirTimeAndNotBefore() {
        Session session = stage().session(stage().profile(), stage().server());
        ProfileId to = session.profile();
        store().accepted(letter(to, "settled"));
        store().bury(letter(to, "discarded"));
        age(Duration.ofDays(6));
        store().applied(session, settled("settled"));
        reply(store().mail().discard(to, "discarded"));
        age(Duration.ofDays(6));
        assertThat(sweep(Duration.ofDays(7))).isEqualTo(new Swept(0, 0, 0, 0, 0));
        for (String id : List.of("settled", "discarded")) {
            assertThat(store().accepted(letter(to, id)).fresh()).isFalse();
        }
        age(Duration.ofDays(2));
        assertThat(sweep(Duration.ofDays(9)).letters()).isZero();
        assertThat(sweep(Duration.ofDays(7)).letters()).isEqualTo(2);
        assertThat(store().accepted(letter(to, "settled")).fresh()).isTrue();
        assertThat(store().waiting(to)).containsExactly("settled");
    }

    /** K3. */
    @Test
    default void k3_lettersThatWaitOrAreDeadAreNeverForgotten() {
        ProfileId to = stage().profile();
        store().accepted(letter(to, "waits"));
        store().bury(letter(to, "dead"));
        age(Duration.ofDays(400));
        assertThat(sweep(Duration.ofDays(7))).isEqualTo(new Swept(0, 0, 0, 0, 0));
        assertThat(store().waiting(to)).containsExactly("waits");
        assertThat(store().dead(to)).containsExactly("dead");
    }

    /** K4. */
    @Test
    default void k4_idsThatAnEraseRememberedAreKeptFromTheEraseOn() {
        ProfileId to = stage().saved("{}");
        store().accepted(letter(to, "m1"));
        age(Duration.ofDays(8));
        stage().edit(to, stage().head(to), null);
        assertThat(sweep(Duration.ofDays(7)).letters()).isZero();
        assertThat(store().accepted(letter(to, "m1")).fresh()).isFalse();
        age(Duration.ofDays(8));
        assertThat(sweep(Duration.ofDays(7)).letters()).isEqualTo(1);
    }

    /** K5. */
    @Test
    default void k5_movesThatAreOlderAreForgottenAndHoldersAreNot() {
        Session session = stage().session(stage().profile(), stage().server());
        Session rich = store().applied(session, gained("sword", "bow"));
        age(Duration.ofDays(2));
        store().applied(rich, dropped("bow"));
        Duration week = Duration.ofDays(7);
        assertThat(sweep(week, week, Duration.ofDays(3), MANY).moves()).isZero();
        assertThat(store().path("bow")).hasSize(2);
        assertThat(sweep(week, week, Duration.ofDays(1), MANY)).isEqualTo(new Swept(0, 0, 2, 0, 0));
        assertThat(store().path("bow")).extracting(Move::to).containsOnlyNulls();
        assertThat(store().path("sword")).isEmpty();
        assertThat(store().place("sword")).isEqualTo(new Place.InProfile(session.profile()));
        assertThat(store().rejected(stage().session(stage().profile(), stage().server()), gained("sword")))
                .isNotNull();
    }

    /** K6. */
    @Test
    default void k6_lettersWhoseLifetimeIsOverAreDeadWhetherOrNotAnybodyLooks() {
        ProfileId first = stage().profile();
        ProfileId second = stage().profile();
        store().accepted(brief(first, "short", stage().share(0.2)));
        store().accepted(brief(second, "short", stage().share(0.2), "sword"));
        store().accepted(brief(first, "long", stage().share(4)));
        store().accepted(letter(first, "for ever"));
        assertThat(sweep(Duration.ofDays(7)).expired()).isZero();
        stage().pass(0.5);
        assertThat(sweep(Duration.ofDays(7))).isEqualTo(new Swept(0, 0, 0, 0, 2));
        assertThat(store().dead(first)).containsExactly("short");
        assertThat(store().dead(second)).containsExactly("short");
        assertThat(store().waiting(first)).containsExactly("long", "for ever");
        assertThat(store().place("sword")).isEqualTo(new Place.InTransit(second, "short"));
        assertThat(sweep(Duration.ofDays(7))).isEqualTo(new Swept(0, 0, 0, 0, 0));
    }

    /** K7. */
    @Test
    default void k7_aSweepRemovesAtMostSoManyOfEachKind() {
        Session session = stage().session(stage().saved("0"), stage().server());
        ProfileId profile = session.profile();
        for (String id : List.of("a", "b", "c", "d", "e")) {
            store().accepted(letter(profile, id));
            session = store().applied(session, text(id), kept(Occasion.PACE));
            session = store().applied(session, settled(id));
            session = store().applied(session, gained("gem-" + id));
            store().accepted(brief(profile, "brief-" + id, Duration.ofDays(1)));
            age(Duration.ofSeconds(1));
        }
        age(Duration.ofDays(8));
        List<Revision> revisions = store().revisions(profile);
        Duration day = Duration.ofDays(1);
        Duration week = Duration.ofDays(7);
        assertThat(sweep(day, week, day, 2)).isEqualTo(new Swept(2, 2, 2, 0, 2));
        assertThat(store().revisions(profile)).isEqualTo(revisions.subList(0, 3));
        assertThat(store().dead(profile)).hasSize(2);
        assertThat(sweep(day, week, day, 2)).isEqualTo(new Swept(2, 2, 2, 0, 2));
        assertThat(sweep(day, week, day, 2)).isEqualTo(new Swept(1, 1, 1, 0, 1));
        assertThat(sweep(day, week, day, 2)).isEqualTo(new Swept(0, 0, 0, 0, 0));
        assertThat(sweep(FOREVER)).isEqualTo(new Swept(0, 0, 0, 0, 0));
    }

    /** K8. */
    @Test
    default void k8_entriesOfTheAuditThatAreOlderAreForgottenTheOldestFirst() {
        Inspection inspection = as(Inspection.class, stage().engine());
        Duration week = Duration.ofDays(7);
        for (int i = 0; i < 3; i++) {
            stage().saved("{}");
            age(Duration.ofSeconds(1));
        }
        age(Duration.ofDays(8));
        ProfileId young = stage().saved("{}");
        List<AuditEntry> entries = reply(inspection.audit(null, MANY));
        assertThat(entries).hasSize(4);
        assertThat(sweep(new Retention(week, week, week, Duration.ofDays(10), MANY)))
                .isEqualTo(new Swept(0, 0, 0, 0, 0));
        assertThat(sweep(new Retention(FOREVER, FOREVER, FOREVER, week, 2))).isEqualTo(new Swept(0, 0, 0, 2, 0));
        assertThat(reply(inspection.audit(null, MANY))).isEqualTo(entries.subList(0, 2));
        assertThat(sweep(new Retention(FOREVER, FOREVER, FOREVER, week, 2)).audit())
                .isEqualTo(1);
        assertThat(sweep(new Retention(FOREVER, FOREVER, FOREVER, week, 2)).audit())
                .isZero();
        assertThat(reply(inspection.audit(null, MANY)))
                .extracting(AuditEntry::profile)
                .containsExactly(young);
    }
}
