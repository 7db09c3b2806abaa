package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.as;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** C96–C99, C118: commits of several profiles, for engines that can write more than one record at once (S7). */
public interface GroupContract extends Staged {
    /** C96. */
    @Test
    default void c96_allWritesOfAGroupApplyUnderOneIdAndAreAnsweredInTheirOrder() {
        Id server = stage().server();
        Session first = stage().session(stage().profile(), server);
        Session second = stage().session(stage().saved("{}"), server);
        Id taker = stage().server();
        Id claim = stage().id();
        Commit commit = new Commit(
                stage().id(),
                server,
                List.of(
                        second.write(text("two"), new Write.HandOff(taker, claim, 0)),
                        first.write(text("one"), new Write.Release())));
        assertThat(as(CommitReply.Applied.class, stage().commit(commit)).written())
                .containsExactly(
                        new CommitReply.Written(
                                second.token() + 1, second.version() + 1, new CommitReply.Holder(taker, claim)),
                        new CommitReply.Written(first.token(), 1, null));
        assertThat(stage().record(first.profile()).payload()).isEqualTo(text("one"));
        assertThat(stage().record(second.profile()).payload()).isEqualTo(text("two"));
        assertThat(stage().head(first.profile()).write()).isEqualTo(commit.write());
        assertThat(stage().head(second.profile()).write()).isEqualTo(commit.write());
    }

    /** C97. */
    @Test
    default void c97_oneRefusedWriteRefusesTheWholeGroup() {
        Id server = stage().server();
        Session first = stage().session(stage().profile(), server);
        Session second = stage().session(stage().profile(), server);
        var before = stage().record(first.profile());
        Write wrong = new Write(
                second.profile(),
                new Fence(second.token(), second.claim(), second.version() + 1),
                text("x"),
                new Write.Keep());
        Write missing = new Write(stage().profile(), first.fence(), text("x"), new Write.Keep());
        Commit commit =
                new Commit(stage().id(), server, List.of(missing, wrong, first.write(text("x"), new Write.Release())));
        assertThat(as(CommitReply.Refused.class, stage().commit(commit)).heads())
                .isEqualTo(Arrays.asList(null, stage().head(second.profile()), before.head()));
        assertThat(stage().record(first.profile())).isEqualTo(before);
        assertThat(stage().record(second.profile()).payload()).isNull();
    }

    /** C98. */
    @Test
    default void c98_aGroupRepeatedAppliesOnce() {
        Id server = stage().server();
        Session first = stage().session(stage().profile(), server);
        Session second = stage().session(stage().profile(), server);
        Commit commit = new Commit(
                stage().id(),
                server,
                List.of(first.write(text("x"), new Write.Keep()), second.write(text("y"), new Write.Keep())));
        as(CommitReply.Applied.class, stage().commit(commit));
        assertThat(stage().commit(commit)).isInstanceOf(CommitReply.Refused.class);
        assertThat(stage().head(first.profile()).version()).isEqualTo(1);
        assertThat(stage().head(second.profile()).version()).isEqualTo(1);
    }

    /** C99. */
    @Test
    default void c99_ofCrossingGroupsAtOnceExactlyOneApplies() throws Exception {
        for (int round = 0; round < ConcurrencyContract.ROUNDS; round++) {
            Id server = stage().server();
            Session first = stage().session(stage().profile(), server);
            Session second = stage().session(stage().profile(), server);
            List<CommitReply> replies = Race.run(ConcurrencyContract.RACERS, racer -> {
                Write one = first.write(text("racer " + racer), new Write.Keep());
                Write two = second.write(text("racer " + racer), new Write.Keep());
                List<Write> writes = racer % 2 == 0 ? List.of(one, two) : List.of(two, one);
                return () -> stage().commit(new Commit(stage().id(), server, writes));
            });
            assertThat(replies)
                    .filteredOn(CommitReply.Applied.class::isInstance)
                    .hasSize(1);
            assertThat(stage().record(first.profile()).payload())
                    .isNotNull()
                    .isEqualTo(stage().record(second.profile()).payload());
            assertThat(stage().head(first.profile()).version()).isEqualTo(1);
        }
    }

    /** C118. */
    @Test
    default void c118_writesWithoutASessionAreFencedWithTheirGroup() {
        Session session = stage().session(stage().profile(), stage().server());
        ProfileId guild = stage().saved("guild");
        ProfileId fresh = stage().profile();
        Fence read = Fence.of(stage().head(guild));
        Write mine = session.write(text("mine"), new Write.Keep());
        Write makes = new Write(fresh, Fence.NONE, text("new"), new Write.Keep());
        Write stale = new Write(
                guild, new Fence(read.token(), read.claim(), read.version() - 1), text("x"), new Write.Keep());
        as(CommitReply.Refused.class, stage().commit(group(session.server(), mine, makes, stale)));
        assertThat(stage().exists(fresh)).isFalse();
        assertThat(stage().record(session.profile()).payload()).isNull();
        Write fits = new Write(guild, read, text("guild 2"), new Write.Keep());
        Commit group = group(session.server(), fits, makes, mine);
        assertThat(as(CommitReply.Applied.class, stage().commit(group)).written())
                .containsExactly(
                        new CommitReply.Written(read.token(), read.version() + 1, null),
                        new CommitReply.Written(0, 1, null),
                        new CommitReply.Written(session.token(), 1, null));
        for (ProfileId each : List.of(guild, fresh, session.profile())) {
            assertThat(stage().head(each).write()).isEqualTo(group.write());
        }
        as(CommitReply.Refused.class, stage().commit(group));
    }

    private Commit group(Id server, Write... writes) {
        return new Commit(stage().id(), server, List.of(writes));
    }
}
