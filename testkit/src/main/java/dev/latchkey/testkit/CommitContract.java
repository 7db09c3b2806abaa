package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.as;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Write;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** C23–C34: fenced writes that keep or release their session (S2, S3, S4). */
public interface CommitContract extends Staged {
    /** C23. */
    @Test
    default void c23_aCommitStoresItsPayloadAndKeepsTheSession() {
        Session session = stage().session(stage().profile(), stage().server());
        Id write = stage().id();
        var written = stage().applied(Commit.of(write, session.server(), session.write(text("one"), new Write.Keep())));
        assertThat(written).isEqualTo(new CommitReply.Written(session.token(), 1, null));
        ProfileRecord record = stage().record(session.profile());
        assertThat(record.payload()).isEqualTo(text("one"));
        assertThat(record.head())
                .isEqualTo(new Head(
                        session.token(), session.server(), session.claim(), 1, write, null, List.of(), 0, null));
    }

    /** C24. */
    @Test
    default void c24_aCommitWithoutPayloadRaisesTheVersionAndLeavesTheData() {
        Session session = stage().session(stage().saved("{}"), stage().server());
        Id write = stage().id();
        var written = stage().applied(Commit.of(write, session.server(), session.write(null, new Write.Keep())));
        assertThat(written.version()).isEqualTo(session.version() + 1);
        ProfileRecord record = stage().record(session.profile());
        assertThat(record.payload()).isEqualTo(text("{}"));
        assertThat(record.head().version()).isEqualTo(session.version() + 1);
        assertThat(record.head().write()).isEqualTo(write);
    }

    /** C25. */
    @Test
    default void c25_saveAndReleaseAreOneWrite() {
        Session session = stage().session(stage().profile(), stage().server());
        var written = stage().applied(session, text("last"), new Write.Release());
        assertThat(written).isEqualTo(new CommitReply.Written(session.token(), 1, null));
        ProfileRecord record = stage().record(session.profile());
        assertThat(record.payload()).isEqualTo(text("last"));
        assertThat(record.head().owner()).isNull();
        assertThat(record.head().token()).isEqualTo(session.token());
        assertThat(record.head().spent()).containsExactly(session.claim());
    }

    /** C26. */
    @Test
    default void c26_aCommitWithAnotherTokenIsRefused() {
        Session session = stage().session(stage().saved("{}"), stage().server());
        refused(session, new Fence(session.token() - 1, session.claim(), session.version()));
        refused(session, new Fence(session.token() + 1, session.claim(), session.version()));
    }

    /** C27. */
    @Test
    default void c27_aCommitWithAnotherClaimIsRefused() {
        Session session = stage().session(stage().saved("{}"), stage().server());
        refused(session, new Fence(session.token(), stage().id(), session.version()));
    }

    /** C28. */
    @Test
    default void c28_aCommitWithAnotherVersionIsRefused() {
        Session session = stage().session(stage().saved("{}"), stage().server());
        refused(session, new Fence(session.token(), session.claim(), session.version() - 1));
        refused(session, new Fence(session.token(), session.claim(), session.version() + 1));
    }

    private void refused(Session session, Fence fence) {
        ProfileRecord before = stage().record(session.profile());
        for (Write.After after : List.of(new Write.Keep(), new Write.Release())) {
            Write write = new Write(session.profile(), fence, text("wrong"), after);
            assertThat(stage().refused(Commit.of(stage().id(), session.server(), write)))
                    .isEqualTo(before.head());
        }
        assertThat(stage().record(session.profile())).isEqualTo(before);
    }

    /** C29. */
    @Test
    default void c29_aCommitOnNoRecordIsRefusedWithoutAHead() {
        ProfileId profile = stage().profile();
        Write write = new Write(profile, new Fence(1, stage().id(), 0), text("x"), new Write.Keep());
        var refused = as(CommitReply.Refused.class, stage().commit(Commit.of(stage().id(), stage().server(), write)));
        assertThat(refused.heads()).isEqualTo(Collections.singletonList(null));
        assertThat(stage().exists(profile)).isFalse();
    }

    /** C30. */
    @Test
    default void c30_aCommitRepeatedAppliesOnceAndIsRecognisableByItsId() {
        Session session = stage().session(stage().profile(), stage().server());
        Commit commit = Commit.of(stage().id(), session.server(), session.write(text("one"), new Write.Release()));
        stage().applied(commit);
        ProfileRecord before = stage().record(session.profile());
        assertThat(stage().refused(commit).write()).isEqualTo(commit.write());
        assertThat(stage().record(session.profile())).isEqualTo(before);
    }

    /** C31. */
    @Test
    default void c31_whoeverRaisesTheTokenSealsTheLastWriteUnderTheOldOne() {
        Session session = stage().session(stage().profile(), stage().server());
        Commit last = Commit.of(stage().id(), session.server(), session.write(text("one"), new Write.Release()));
        stage().applied(last);
        Session next = stage().session(session.profile(), stage().server());
        assertThat(stage().head(session.profile()).sealed()).isEqualTo(last.write());
        stage().applied(next, text("two"), new Write.Keep());
        assertThat(stage().head(session.profile()).sealed()).isEqualTo(last.write());
        assertThat(stage().refused(last).sealed()).isEqualTo(last.write());
    }

    /** C32. */
    @Test
    default void c32_theSessionOfABuriedServerCommitsUntilSomebodyTakesIt() {
        Session session = stage().session(stage().profile(), stage().server());
        stage().bury(session.server());
        Session later = session.after(stage().applied(session, text("late"), new Write.Keep()));
        stage().session(session.profile(), stage().server());
        assertThat(stage().commit(later, text("too late"), new Write.Keep())).isInstanceOf(CommitReply.Refused.class);
        assertThat(stage().record(session.profile()).payload()).isEqualTo(text("late"));
    }

    /** C33. */
    @Test
    default void c33_theSuccessorOfAReleaseAppliesUntilSomebodyOpens() {
        Session session = stage().session(stage().profile(), stage().server());
        Session released = session.after(stage().applied(session, text("one"), new Write.Release()));
        Session twice = released.after(stage().applied(released, text("two"), new Write.Release()));
        assertThat(stage().record(session.profile()).payload()).isEqualTo(text("two"));
        assertThat(stage().head(session.profile()).owner()).isNull();
        stage().session(session.profile(), stage().server());
        assertThat(stage().commit(twice, text("three"), new Write.Release())).isInstanceOf(CommitReply.Refused.class);
    }

    /** C34. */
    @Test
    default void c34_theLastEightSpentClaimsAreKeptNewestLast() {
        ProfileId profile = stage().profile();
        Id server = stage().server();
        List<Id> claims = new ArrayList<>();
        for (int i = 0; i < Head.MAX_SPENT + 3; i++) {
            Session session = stage().session(profile, server);
            claims.add(session.claim());
            stage().applied(session, null, new Write.Release());
        }
        assertThat(stage().head(profile).spent()).containsExactlyElementsOf(claims.subList(3, claims.size()));
    }
}
