package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Write;
import java.util.List;
import org.junit.jupiter.api.Test;

/** C92–C95: every verb is one atomic step, whoever calls at the same moment. */
public interface ConcurrencyContract extends Staged {
    /** How many calls race. */
    int RACERS = 8;

    /** How often they race. */
    int ROUNDS = 10;

    /** C92. */
    @Test
    default void c92_ofManyOpensAtOnceExactlyOneIsGranted() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ProfileId profile = stage().profile();
            List<OpenReply> replies = Race.run(RACERS, racer -> {
                Id server = stage().server();
                return () -> stage().tryOpen(profile, server, stage().id());
            });
            assertThat(replies).filteredOn(OpenReply.Granted.class::isInstance).hasSize(1);
            assertThat(replies).filteredOn(OpenReply.Held.class::isInstance).hasSize(RACERS - 1);
            assertThat(stage().head(profile).token()).isEqualTo(1);
        }
    }

    /** C93. */
    @Test
    default void c93_ofManyCommitsFromOneVersionExactlyOneApplies() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Session session = stage().session(stage().profile(), stage().server());
            List<CommitReply> replies =
                    Race.run(RACERS, racer -> () -> stage().commit(session, text("racer " + racer), new Write.Keep()));
            assertThat(replies)
                    .filteredOn(CommitReply.Applied.class::isInstance)
                    .hasSize(1);
            assertThat(replies)
                    .filteredOn(CommitReply.Refused.class::isInstance)
                    .hasSize(RACERS - 1);
            int winner = replies.indexOf(replies.stream()
                    .filter(CommitReply.Applied.class::isInstance)
                    .findFirst()
                    .orElseThrow());
            assertThat(stage().record(session.profile()).payload()).isEqualTo(text("racer " + winner));
            assertThat(stage().head(session.profile()).version()).isEqualTo(1);
        }
    }

    /** C94. */
    @Test
    default void c94_ofManyRenewalsOfOneBeatExactlyOneRenews() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Id server = stage().server();
            List<RenewReply> replies = Race.run(RACERS, racer -> () -> stage().renew(server, 0));
            assertThat(replies).filteredOn(RenewReply.Renewed.class::isInstance).hasSize(1);
            assertThat(replies).filteredOn(new RenewReply.BeatMoved(1)::equals).hasSize(RACERS - 1);
        }
    }

    /** C95. */
    @Test
    default void c95_anOpenAndABurialOfItsServerAtOnceLeaveNobodyRobbed() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ProfileId profile = stage().profile();
            Id server = stage().server();
            List<Object> replies = Race.run(
                    2,
                    racer -> racer == 0
                            ? () -> stage().tryOpen(profile, server, stage().id())
                            : () -> stage().giveBack(server));
            assertThat(replies.get(1)).isEqualTo(Burial.Reply.BURIED);
            boolean granted = replies.get(0) instanceof OpenReply.Granted;
            Session next = stage().session(profile, stage().server());
            assertThat(next.token()).isEqualTo(granted ? 2 : 1);
        }
    }
}
