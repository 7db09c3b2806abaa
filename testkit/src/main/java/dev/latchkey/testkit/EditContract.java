package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RenewReply.How;
import dev.latchkey.spi.RenewReply.Taken;
import dev.latchkey.spi.Write;
import java.util.List;
import org.junit.jupiter.api.Test;

/** C50–C56: changes without a session (S5). */
public interface EditContract extends Staged {
    /** C50. */
    @Test
    default void c50_anEditRaisesTokenAndVersionAndEndsTheSession() {
        Session session = stage().session(stage().saved("{}"), stage().server());
        Head before = stage().head(session.profile());
        Edit edit =
                new Edit(session.profile(), stage().id(), before.token(), before.version(), text("edited"), "operator");
        Edit.Edited edited = stage().edit(edit);
        assertThat(edited.applied()).isTrue();
        ProfileRecord record = stage().record(session.profile());
        assertThat(edited.head()).isEqualTo(record.head());
        assertThat(record.payload()).isEqualTo(text("edited"));
        assertThat(record.erased()).isFalse();
        assertThat(record.head().owner()).isNull();
        assertThat(record.head().token()).isEqualTo(before.token() + 1);
        assertThat(record.head().version()).isEqualTo(before.version() + 1);
        assertThat(record.head().write()).isEqualTo(edit.write());
        assertThat(record.head().sealed()).isEqualTo(before.write());
        assertThat(record.head().spent()).contains(session.claim());
        assertThat(stage().commit(session, text("old"), new Write.Keep())).isInstanceOf(CommitReply.Refused.class);
    }

    /** C51. */
    @Test
    default void c51_anErasedProfileIsATombstoneThatKeepsItsFence() {
        Session session = stage().session(stage().saved("{}"), stage().server());
        Head before = stage().head(session.profile());
        assertThat(stage().edit(session.profile(), before, null).applied()).isTrue();
        ProfileRecord record = stage().record(session.profile());
        assertThat(record.payload()).isNull();
        assertThat(record.erased()).isTrue();
        assertThat(record.head().token()).isEqualTo(before.token() + 1);
        assertThat(record.head().version()).isEqualTo(before.version() + 1);
        assertThat(record.head().spent()).containsAll(before.spent()).contains(session.claim());
        assertThat(stage().commit(session, text("old"), new Write.Keep())).isInstanceOf(CommitReply.Refused.class);
    }

    /** C52. */
    @Test
    default void c52_anEditOfAnotherTokenOrVersionChangesNothing() {
        ProfileId profile = stage().saved("{}");
        ProfileRecord before = stage().record(profile);
        Head head = before.head();
        for (Edit stale : List.of(
                new Edit(profile, stage().id(), head.token() + 1, head.version(), text("x"), "operator"),
                new Edit(profile, stage().id(), head.token() - 1, head.version(), text("x"), "operator"),
                new Edit(profile, stage().id(), head.token(), head.version() - 1, text("x"), "operator"))) {
            assertThat(stage().edit(stale)).isEqualTo(new Edit.Edited(false, head));
        }
        assertThat(stage().record(profile)).isEqualTo(before);
    }

    /** C53. */
    @Test
    default void c53_anEditRepeatedIsRecognised() {
        ProfileId profile = stage().saved("{}");
        Head head = stage().head(profile);
        Edit edit = new Edit(profile, stage().id(), head.token(), head.version(), text("edited"), "operator");
        Edit.Edited first = stage().edit(edit);
        assertThat(stage().edit(edit)).isEqualTo(first);
        assertThat(stage().head(profile)).isEqualTo(first.head());
    }

    /** C54. */
    @Test
    default void c54_anEditWithoutARecordMakesOne() {
        ProfileId profile = stage().profile();
        Edit.Edited edited = stage().edit(profile, Head.EMPTY, text("given"));
        assertThat(edited.applied()).isTrue();
        assertThat(stage().record(profile).payload()).isEqualTo(text("given"));
        assertThat(stage().head(profile).token()).isEqualTo(1);
        assertThat(stage().head(profile).version()).isEqualTo(1);
        ProfileId other = stage().profile();
        Edit wrong = new Edit(other, stage().id(), 1, 0, text("given"), "operator");
        assertThat(stage().edit(wrong)).isEqualTo(new Edit.Edited(false, Head.EMPTY));
        assertThat(stage().exists(other)).isFalse();
    }

    /** C55. */
    @Test
    default void c55_anEditOnALiveOwnerIsToldToItWithEachRenewalUntilAcknowledged() {
        Id owner = stage().server();
        Session edited = stage().session(stage().profile(), owner);
        Session erased = stage().session(stage().profile(), owner);
        stage().edit(edited.profile(), stage().head(edited.profile()), text("x"));
        stage().edit(erased.profile(), stage().head(erased.profile()), null);
        Taken first = new Taken(1, edited.profile(), edited.token(), edited.claim(), How.EDITED, "operator");
        Taken second = new Taken(2, erased.profile(), erased.token(), erased.claim(), How.ERASED, "operator");
        assertThat(stage().renewed(owner, 0, 0).taken()).containsExactly(first, second);
        assertThat(stage().renewed(owner, 1, 1).taken()).containsExactly(second);
        assertThat(stage().renewed(owner, 2, 2).taken()).isEmpty();
    }

    /** C56. */
    @Test
    default void c56_anEditOfAFreeOrABuriedServersSessionIsToldToNobody() {
        Id server = stage().server();
        Session released = stage().session(stage().profile(), server);
        stage().applied(released, text("x"), new Write.Release());
        Session dead = stage().session(stage().profile(), stage().server());
        stage().bury(dead.server());
        stage().edit(released.profile(), stage().head(released.profile()), null);
        assertThat(stage().edit(dead.profile(), stage().head(dead.profile()), null)
                        .applied())
                .isTrue();
        assertThat(stage().renewed(server, 0, 0).taken()).isEmpty();
    }
}
