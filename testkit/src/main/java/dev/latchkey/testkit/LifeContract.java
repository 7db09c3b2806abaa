package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.granted;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.History;
import dev.latchkey.spi.Housekeeping;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.Relocation;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.Tags;
import dev.latchkey.spi.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** C100–C102: closing an engine, opening it again, and two on one store. */
public interface LifeContract extends Staged {
    /** One more engine on this test's store. */
    StorageEngine another();

    /** C100. */
    @Test
    default void c100_aClosedEngineSurelyDoesNothingAndThrowsNothing() {
        Session session = stage().session(stage().profile(), stage().server());
        Id server = stage().server();
        ProfileId profile = stage().profile();
        StorageEngine closed = stage().engine();
        closed.close();
        closed.close();
        List<Outcome<?>> outcomes = new ArrayList<>();
        outcomes.addAll(closed.open(List.of(new Open(profile, server, stage().id(), new Open.Try()))));
        outcomes.addAll(
                closed.commit(List.of(Commit.of(stage().id(), server, session.write(text("x"), new Write.Keep())))));
        outcomes.addAll(closed.cancel(
                List.of(new Cancel(session.profile(), session.server(), session.claim(), null, stage().id()))));
        outcomes.addAll(closed.edit(List.of(new Edit(profile, stage().id(), 0, 0, null, "operator"))));
        outcomes.addAll(closed.read(List.of(profile)));
        outcomes.add(closed.register(
                new Registration(stage().id(), "server", stage().time().lease())));
        outcomes.add(closed.renew(new Renewal(server, 0, stage().time().lease(), 0)));
        outcomes.add(closed.bury(new Burial(server, server, 0, stage().settled(), Burial.Cause.GIVEN_BACK)));
        assertThat(outcomes).hasSize(8);
        outcomes.addAll(abilities(closed, profile));
        assertThat(outcomes).allMatch(Outcome.NotDone.class::isInstance);
    }

    private static List<Outcome<?>> abilities(StorageEngine closed, ProfileId profile) {
        List<Outcome<?>> outcomes = new ArrayList<>();
        if (closed instanceof Mailboxes mail) {
            outcomes.addAll(mail.post(List.of(EffectStage.letter(profile, "m1"))));
            outcomes.addAll(mail.fetch(List.of(new Mailboxes.Fetch(profile, 0, 1))));
            outcomes.add(mail.deadLetters(null, 1));
            outcomes.add(mail.revive(profile, "m1"));
            outcomes.add(mail.discard(profile, "m1"));
        }
        if (closed instanceof ItemIndex items) {
            outcomes.add(items.holding("sword"));
            outcomes.add(items.path("sword", 1));
            outcomes.add(items.index(profile, 0, 0, List.of("sword")));
        }
        if (closed instanceof History history) {
            outcomes.add(history.revisions(profile, null, 1));
            outcomes.add(history.revision(profile, 1));
        }
        if (closed instanceof Tags tags) {
            outcomes.add(tags.tags(profile));
            outcomes.add(tags.tagged("players", "user", "1", null, 1));
        }
        if (closed instanceof Relocation moving) {
            outcomes.add(moving.inhabited(null, 1));
            outcomes.addAll(moving.pack(List.of(profile)));
            outcomes.addAll(moving.unpack(List.of(Belongings.none(profile))));
        }
        if (closed instanceof Housekeeping housekeeping) {
            Duration week = Housekeeping.Retention.LEAST_LETTERS;
            outcomes.add(housekeeping.sweep(new Housekeeping.Retention(week, week, week, week, 1)));
        }
        return outcomes;
    }

    /** C101. */
    @Test
    default void c101_whatWasDoneIsThereForWhoeverOpensTheStoreNext() {
        Id owner = stage().server();
        Session kept = stage().session(stage().profile(), owner);
        Session wanted = stage().session(stage().saved("{}"), owner);
        Session stolen = stage().session(stage().profile(), owner);
        stage().applied(kept, text("kept"), new Write.Keep());
        stage().open(wanted.profile(), stage().server(), stage().id(), new Open.Ask(0));
        granted(stage().open(stolen.profile(), stage().server(), stage().id(), new Open.Steal(stolen.token())));
        var before = List.of(
                stage().record(kept.profile()), stage().record(wanted.profile()), stage().record(stolen.profile()));
        StorageEngine next = another();
        stage().engine().close();
        EngineStage later = new EngineStage(next, stage().time());
        assertThat(List.of(
                        later.record(kept.profile()), later.record(wanted.profile()), later.record(stolen.profile())))
                .isEqualTo(before);
        var renewed = later.renewed(owner, 0, 0);
        assertThat(renewed.wanted()).hasSize(1);
        assertThat(renewed.taken()).hasSize(1);
        next.close();
    }

    /** C102. */
    @Test
    default void c102_enginesOnOneStoreSeeEachOthersSteps() {
        try (StorageEngine second = another()) {
            EngineStage beside = new EngineStage(second, stage().time());
            Session session = stage().session(stage().profile(), stage().server());
            assertThat(beside.tryOpen(session.profile(), session.server(), stage().id()))
                    .isInstanceOf(OpenReply.Held.class);
            beside.applied(session, text("beside"), new Write.Release());
            assertThat(stage().record(session.profile()).payload()).isEqualTo(text("beside"));
        }
    }
}
