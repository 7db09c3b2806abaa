package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.reply;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.OrphanShelf.Orphan;
import dev.latchkey.spi.OrphanShelf.Shelved;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import java.util.List;
import org.junit.jupiter.api.Test;

/** O1–O6: edits that lost their session, for engines that are an {@link OrphanShelf} (S9). */
public interface OrphanShelfContract extends Staged {
    private OrphanShelf shelf() {
        return EngineStage.as(OrphanShelf.class, stage().engine());
    }

    private Orphan orphan(Session session, Id write, boolean maybeApplied) {
        return new Orphan(
                session.profile(),
                write,
                session.fence(),
                session.server(),
                text("lost"),
                "stolen by operator",
                maybeApplied);
    }

    /** O1. */
    @Test
    default void o1_aKeptOrphanComesBackAsItWas() {
        Session session = stage().session(stage().profile(), stage().server());
        Orphan unknown = orphan(session, stage().id(), true);
        Orphan refused = orphan(session, stage().id(), false);
        reply(shelf().keep(List.of(unknown)));
        reply(shelf().keep(List.of(refused)));
        assertThat(reply(shelf().orphans(session.profile(), 9)))
                .extracting(Shelved::orphan)
                .containsExactly(refused, unknown);
        assertThat(stage().record(session.profile()).payload()).isNull();
    }

    /** O2. */
    @Test
    default void o2_anOrphanKeptTwiceIsKeptOnce() {
        Session session = stage().session(stage().profile(), stage().server());
        Orphan orphan = orphan(session, stage().id(), true);
        assertThat(reply(shelf().keep(List.of(orphan, orphan)))).isTrue();
        assertThat(reply(shelf().keep(List.of(orphan)))).isTrue();
        assertThat(reply(shelf().orphans(null, 9))).extracting(Shelved::orphan).containsExactly(orphan);
    }

    /** O4. */
    @Test
    default void o4_anEraseTakesTheProfilesOrphansAlong() {
        Session erased = stage().session(stage().profile(), stage().server());
        Session other = stage().session(stage().profile(), stage().server());
        Orphan kept = orphan(other, stage().id(), false);
        reply(shelf().keep(List.of(orphan(erased, stage().id(), false), kept)));
        stage().edit(erased.profile(), stage().head(erased.profile()), text("an edit does not"));
        assertThat(reply(shelf().orphans(erased.profile(), 9))).hasSize(1);
        stage().edit(erased.profile(), stage().head(erased.profile()), null);
        assertThat(reply(shelf().orphans(null, 9))).extracting(Shelved::orphan).containsExactly(kept);
    }

    /** O5. */
    @Test
    default void o5_whatASessionBeforeAnEraseLeavesIsNotKept() {
        Session first = stage().session(stage().profile(), stage().server());
        ProfileId profile = first.profile();
        stage().applied(first, text("{}"), new Write.Release());
        Session erased = stage().session(profile, stage().server());
        stage().edit(profile, stage().head(profile), null);
        Orphan kept = orphan(stage().session(stage().profile(), stage().server()), stage().id(), false);
        assertThat(reply(shelf().keep(
                                List.of(orphan(first, stage().id(), false), kept, orphan(erased, stage().id(), true)))))
                .isFalse();
        assertThat(reply(shelf().orphans(null, 9))).extracting(Shelved::orphan).containsExactly(kept);
        Session anew = stage().session(profile, stage().server());
        reply(shelf().keep(List.of(orphan(erased, stage().id(), false))));
        stage().applied(anew, text("anew"), new Write.Keep());
        assertThat(reply(shelf().keep(List.of(orphan(erased, stage().id(), false)))))
                .isFalse();
        assertThat(reply(shelf().orphans(profile, 9))).isEmpty();
    }

    /** O6. */
    @Test
    default void o6_whatASessionAfterAnEraseLeavesIsKept() {
        Session erased = stage().session(stage().profile(), stage().server());
        ProfileId profile = erased.profile();
        stage().edit(profile, stage().head(profile), null);
        Session stolen = stage().session(profile, stage().server());
        stage().open(profile, stage().server(), stage().id(), new Open.Steal(stolen.token()));
        Orphan orphan = orphan(stolen, stage().id(), false);
        assertThat(reply(shelf().keep(List.of(orphan)))).isTrue();
        assertThat(reply(shelf().orphans(profile, 9)))
                .extracting(Shelved::orphan)
                .containsExactly(orphan);
    }

    /** O3. */
    @Test
    default void o3_orphansAreListedByProfileOrAllWithALimit() {
        Session first = stage().session(stage().profile(), stage().server());
        Session second = stage().session(stage().profile(), stage().server());
        Orphan one = orphan(first, stage().id(), false);
        Orphan two = orphan(second, stage().id(), false);
        reply(shelf().keep(List.of(one)));
        reply(shelf().keep(List.of(two)));
        assertThat(reply(shelf().orphans(first.profile(), 9)))
                .extracting(Shelved::orphan)
                .containsExactly(one);
        assertThat(reply(shelf().orphans(null, 1))).extracting(Shelved::orphan).containsExactly(two);
        assertThat(reply(shelf().orphans(stage().profile(), 9))).isEmpty();
    }
}
