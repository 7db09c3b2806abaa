package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Write;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** C111–C117: records without owner, written under what was read of them (S2). */
public interface UnownedContract extends Staged {
    private Commit unowned(ProfileId profile, Fence read, Payload payload) {
        return Commit.of(stage().id(), stage().server(), new Write(profile, read, payload, new Write.Keep()));
    }

    /** C111. */
    @Test
    default void c111_aWriteUnderNoRecordMakesOneWithoutASession() {
        ProfileId profile = stage().profile();
        Commit commit = unowned(profile, Fence.NONE, text("one"));
        assertThat(stage().applied(commit)).isEqualTo(new CommitReply.Written(0, 1, null));
        ProfileRecord record = stage().record(profile);
        assertThat(record.payload()).isEqualTo(text("one"));
        assertThat(record.erased()).isFalse();
        assertThat(record.head()).isEqualTo(new Head(0, null, null, 1, commit.write(), null, List.of(), 0, null));
    }

    /** C112. */
    @Test
    default void c112_aWriteUnderNoRecordIsRefusedWhereThereIsOne() {
        ProfileId unowned = stage().profile();
        stage().applied(unowned(unowned, Fence.NONE, text("first")));
        ProfileId opened = stage().session(stage().profile(), stage().server()).profile();
        ProfileId closed = stage().saved("{}");
        ProfileId erased = stage().saved("{}");
        stage().edit(erased, stage().head(erased), null);
        for (ProfileId profile : List.of(unowned, opened, closed, erased)) {
            ProfileRecord before = stage().record(profile);
            assertThat(stage().refused(unowned(profile, Fence.NONE, text("second"))))
                    .isEqualTo(before.head());
            assertThat(stage().record(profile)).isEqualTo(before);
        }
    }

    /** C113. */
    @Test
    default void c113_aRecordWithoutOwnerIsWrittenUnderWhatWasReadOfIt() {
        ProfileId released = stage().saved("0");
        ProfileId edited = stage().saved("0");
        stage().edit(edited, stage().head(edited), text("0"));
        ProfileId made = stage().profile();
        stage().applied(unowned(made, Fence.NONE, text("0")));
        for (ProfileId profile : List.of(released, edited, made)) {
            Head read = stage().head(profile);
            Commit commit = unowned(profile, Fence.of(read), text("1"));
            assertThat(stage().applied(commit))
                    .isEqualTo(new CommitReply.Written(read.token(), read.version() + 1, null));
            Head after = stage().head(profile);
            assertThat(after)
                    .isEqualTo(new Head(
                            read.token(),
                            null,
                            read.claim(),
                            read.version() + 1,
                            commit.write(),
                            read.sealed(),
                            read.spent(),
                            read.asks(),
                            read.wanted()));
            assertThat(stage().record(profile).payload()).isEqualTo(text("1"));
            stage().applied(unowned(profile, Fence.of(after), text("2")));
            assertThat(stage().record(profile).payload()).isEqualTo(text("2"));
        }
    }

    /** C114. */
    @Test
    default void c114_onlyUnderTheVersionThatWasRead() {
        ProfileId profile = stage().saved("0");
        Fence read = Fence.of(stage().head(profile));
        stage().applied(unowned(profile, read, text("1")));
        ProfileRecord before = stage().record(profile);
        for (long version : new long[] {read.version(), read.version() + 2, 0}) {
            Fence other = new Fence(read.token(), read.claim(), version);
            assertThat(stage().refused(unowned(profile, other, text("x")))).isEqualTo(before.head());
        }
        assertThat(stage().refused(unowned(
                        profile, new Fence(read.token(), null, before.head().version()), text("x"))))
                .isEqualTo(before.head());
        assertThat(stage().record(profile)).isEqualTo(before);
    }

    /** C115. */
    @Test
    default void c115_aSessionGrantedSinceRefusesItAndIsNotBrokenByIt() {
        ProfileId made = stage().profile();
        stage().applied(unowned(made, Fence.NONE, text("0")));
        ProfileId saved = stage().saved("0");
        for (ProfileId profile : List.of(made, saved)) {
            Fence read = Fence.of(stage().head(profile));
            Session session = stage().session(profile, stage().server());
            assertThat(stage().refused(unowned(profile, read, text("late"))).owner())
                    .isEqualTo(session.server());
            stage().applied(session, text("mine"), new Write.Release());
            stage().refused(unowned(profile, read, text("later")));
            assertThat(stage().record(profile).payload()).isEqualTo(text("mine"));
        }
    }

    /** C116. */
    @Test
    default void c116_aWriteWithoutSessionRepeatedAppliesOnce() {
        ProfileId profile = stage().profile();
        Commit makes = unowned(profile, Fence.NONE, text("1"));
        stage().applied(makes);
        assertThat(stage().refused(makes).write()).isEqualTo(makes.write());
        Commit changes = unowned(profile, Fence.of(stage().head(profile)), text("2"));
        stage().applied(changes);
        ProfileRecord before = stage().record(profile);
        assertThat(stage().refused(changes).write()).isEqualTo(changes.write());
        stage().refused(makes);
        assertThat(stage().record(profile)).isEqualTo(before);
    }

    /** C117. */
    @Test
    default void c117_ofManyWritesWithoutSessionAtOnceExactlyOneApplies() throws Exception {
        for (int round = 0; round < ConcurrencyContract.ROUNDS; round++) {
            ProfileId profile = stage().profile();
            if (round % 2 == 0) {
                stage().applied(unowned(profile, Fence.NONE, text("0")));
            }
            Fence read = round % 2 == 0 ? Fence.of(stage().head(profile)) : Fence.NONE;
            List<CommitReply> replies = Race.run(ConcurrencyContract.RACERS, racer -> {
                Commit commit = unowned(profile, read, text("racer " + racer));
                return () -> stage().commit(commit);
            });
            List<Integer> winners = IntStream.range(0, replies.size())
                    .filter(racer -> replies.get(racer) instanceof CommitReply.Applied)
                    .boxed()
                    .toList();
            assertThat(winners).hasSize(1);
            ProfileRecord record = stage().record(profile);
            assertThat(record.payload()).isEqualTo(text("racer " + winners.get(0)));
            assertThat(record.head().version()).isEqualTo(read.version() + 1);
        }
    }
}
