package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.granted;
import static dev.latchkey.testkit.EngineStage.reply;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.Inspection.AuditEntry;
import dev.latchkey.spi.Inspection.EndedSession;
import dev.latchkey.spi.Inspection.Lost;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.OrphanShelf.Orphan;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** I7–I12: the audit of sessions, for engines that are an {@link Inspection}. */
public interface SessionAuditContract extends Staged {
    private List<AuditEntry> audit(ProfileId profile) {
        Inspection inspection = EngineStage.as(Inspection.class, stage().engine());
        return reply(inspection.audit(profile, 99));
    }

    private static EndedSession session(AuditEntry entry) {
        return Objects.requireNonNull(entry.session());
    }

    private Instant began(ProfileId profile) {
        return stage().record(profile).dates().session();
    }

    /** Waits between grant and end, so that they differ. */
    private void assertEnds(Session session, String what, Id by, Runnable end) {
        Instant began = began(session.profile());
        stage().pass(0.01);
        end.run();
        List<AuditEntry> entries = audit(session.profile());
        assertThat(entries).extracting(AuditEntry::what).as(what).containsExactly(what);
        AuditEntry entry = entries.get(0);
        assertThat(entry.profile()).isEqualTo(session.profile());
        assertThat(entry.from()).isEqualTo(session.server());
        assertThat(entry.by()).as(what).contains("server").contains(by.toString());
        assertThat(entry.at()).as(what).isAfter(began);
        assertThat(entry.session()).isEqualTo(new EndedSession("server", session.token(), began, Lost.NONE));
    }

    private Session fresh() {
        return stage().session(stage().profile(), stage().server());
    }

    /** I7. */
    @Test
    default void i7_aSessionThatEndsHasOneEntry() {
        Id other = stage().server();
        Session released = fresh();
        assertEnds(released, "released", released.server(), () -> stage().applied(released, null, new Write.Release()));
        Session saved = fresh();
        assertEnds(saved, "released", saved.server(), () -> stage().applied(saved, text("1"), new Write.Release()));
        for (boolean withData : new boolean[] {true, false}) {
            Session handed = fresh();
            Write.HandOff after = new Write.HandOff(other, stage().id(), 0);
            assertEnds(handed, "handed-over", other, () -> stage().applied(handed, withData ? text("1") : null, after));
        }
        Session wanted = fresh();
        stage().open(wanted.profile(), other, stage().id(), new Open.Ask(0));
        Write.HandOff toAnother = new Write.HandOff(stage().server(), stage().id(), 0);
        assertEnds(wanted, "handed-over", other, () -> stage().applied(wanted, text("1"), toAnother));
        Session cancelled = fresh();
        assertEnds(
                cancelled,
                "cancelled",
                cancelled.server(),
                () -> stage().cancel(cancelled.profile(), cancelled.server(), cancelled.claim()));
        Session stolen = fresh();
        assertEnds(
                stolen,
                "stolen",
                other,
                () -> granted(stage().open(stolen.profile(), other, stage().id(), new Open.Steal(stolen.token()))));
        Session reclaimed = fresh();
        Open.Reclaim pair = new Open.Reclaim(List.of(new Open.Pair(reclaimed.server(), reclaimed.token())));
        assertEnds(
                reclaimed,
                "reclaimed",
                other,
                () -> granted(stage().open(reclaimed.profile(), other, stage().id(), pair)));
        Session dead = fresh();
        stage().bury(dead.server());
        assertEnds(dead, "taken-over", other, () -> stage().session(dead.profile(), other));
    }

    /** I8. */
    @Test
    default void i8_whatEndsNoSessionAddsNoEntry() {
        Session session = fresh();
        ProfileId profile = session.profile();
        stage().tryOpen(profile, session.server(), session.claim());
        stage().open(profile, stage().server(), stage().id(), new Open.Ask(0));
        stage().open(profile, stage().server(), stage().id(), new Open.Steal(session.token() + 1));
        stage().cancel(profile, stage().server(), stage().id());
        stage().applied(session, text("1"), new Write.Keep());
        stage().commit(session, text("late"), new Write.Release());
        stage().commit(session, text("late"), new Write.HandOff(stage().server(), stage().id(), 0));
        assertThat(audit(profile)).isEmpty();
        Commit release = Commit.of(
                stage().id(),
                session.server(),
                new Write(profile, Fence.of(stage().head(profile)), null, new Write.Release()));
        stage().applied(release);
        List<AuditEntry> entries = audit(profile);
        assertThat(entries).hasSize(1);
        stage().commit(release);
        stage().session(profile, session.server());
        assertThat(audit(profile)).isEqualTo(entries);
    }

    /** I9. */
    @Test
    default void i9_aWriteWithoutSessionAddsNoEntry() {
        ProfileId profile = stage().profile();
        Id server = stage().server();
        stage().applied(Commit.of(stage().id(), server, new Write(profile, Fence.NONE, text("1"), new Write.Keep())));
        Fence read = Fence.of(stage().head(profile));
        stage().applied(Commit.of(stage().id(), server, new Write(profile, read, text("2"), new Write.Keep())));
        stage().commit(Commit.of(stage().id(), server, new Write(profile, read, text("3"), new Write.Keep())));
        assertThat(audit(profile)).isEmpty();
    }

    /** I10. */
    @Test
    default void i10_anEntryTellsWhatItsSessionLost() {
        if (!(stage().engine() instanceof OrphanShelf shelf)) {
            return;
        }
        Session first = fresh();
        Session second = Session.of(
                granted(stage().open(first.profile(), stage().server(), stage().id(), new Open.Steal(first.token())))
                        .record(),
                first.server(),
                first.claim());
        stage().edit(first.profile(), stage().head(first.profile()), text("x"));
        reply(shelf.keep(List.of(orphan(first, "12345", false), orphan(first, "é", true))));
        reply(shelf.keep(List.of(orphan(fresh(), "other", true))));
        assertThat(audit(first.profile()))
                .extracting(each -> session(each).lost())
                .containsExactly(Lost.NONE, new Lost(2, 7, true));
        reply(shelf.keep(List.of(orphan(second, "1", false))));
        assertThat(audit(first.profile()))
                .extracting(each -> session(each).lost())
                .containsExactly(new Lost(1, 1, false), new Lost(2, 7, true));
    }

    private Orphan orphan(Session session, String data, boolean maybeApplied) {
        return new Orphan(
                session.profile(),
                stage().id(),
                session.fence(),
                session.server(),
                text(data),
                "stolen by operator",
                maybeApplied);
    }

    /** I12. */
    @Test
    default void i12_anEraseTakesTheEntriesOfItsProfileAlong() {
        Session first = fresh();
        ProfileId profile = first.profile();
        Session other = fresh();
        stage().applied(first, text("1"), new Write.Release());
        stage().applied(other, text("1"), new Write.Release());
        List<AuditEntry> others = audit(other.profile());
        Session second = stage().session(profile, first.server());
        stage().edit(profile, stage().head(profile), text("2"));
        assertThat(audit(profile)).extracting(AuditEntry::what).containsExactly("edited", "released");
        assertThat(audit(profile).get(0).from()).isEqualTo(second.server());
        Session third = stage().session(profile, first.server());
        stage().edit(profile, stage().head(profile), null);
        assertThat(audit(profile)).extracting(AuditEntry::what).containsExactly("erased");
        assertThat(session(audit(profile).get(0)).token()).isEqualTo(third.token());
        stage().applied(stage().session(profile, first.server()), text("3"), new Write.Release());
        assertThat(audit(profile)).extracting(AuditEntry::what).containsExactly("released", "erased");
        assertThat(audit(other.profile())).isEqualTo(others).hasSize(1);
    }

    /** I11. */
    @Test
    default void i11_eachWriteOfAGroupThatEndsASessionHasItsOwnEntryIfTheGroupApplies() {
        Id server = stage().server();
        Session kept = stage().session(stage().profile(), server);
        Session borrowed = stage().session(stage().profile(), server);
        ProfileId free = stage().profile();
        Write keeps = kept.write(text("1"), new Write.Keep());
        Write releases = borrowed.write(text("2"), new Write.Release());
        Write stale = new Write(free, new Fence(1, stage().id(), 1), text("3"), new Write.Keep());
        assertThat(stage().commit(new Commit(stage().id(), server, List.of(keeps, releases, stale))))
                .isInstanceOf(CommitReply.Refused.class);
        assertThat(audit(borrowed.profile())).isEmpty();
        Write makes = new Write(free, Fence.NONE, text("3"), new Write.Keep());
        assertThat(stage().commit(new Commit(stage().id(), server, List.of(keeps, releases, makes))))
                .isInstanceOf(CommitReply.Applied.class);
        assertThat(audit(kept.profile())).isEmpty();
        assertThat(audit(borrowed.profile())).extracting(AuditEntry::what).containsExactly("released");
        assertThat(audit(free)).isEmpty();
    }
}
