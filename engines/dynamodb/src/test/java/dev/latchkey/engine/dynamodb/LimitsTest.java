package dev.latchkey.engine.dynamodb;

import static dev.latchkey.testkit.EngineStage.as;
import static dev.latchkey.testkit.EngineStage.granted;
import static dev.latchkey.testkit.EngineStage.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Offence;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import dev.latchkey.testkit.EngineStage;
import dev.latchkey.testkit.EngineTime;
import dev.latchkey.testkit.ManualClock;
import dev.latchkey.testkit.Session;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Data beyond the service's limits: 400 KB an item, 100 rows and 4 MB a transaction. */
final class LimitsTest {
    private final TestDynamo dynamo = TestDynamo.start();
    private final DynamoSettings settings = dynamo.fresh();
    private final ManualClock clock = new ManualClock();
    private DynamoEngine engine;
    private EngineStage stage;

    @BeforeEach
    void open() {
        engine = DynamoEngine.open(settings, clock);
        stage = new EngineStage(engine, EngineTime.manual(clock));
    }

    @AfterEach
    void close() {
        engine.close();
        dynamo.close();
    }

    private static Payload data(int bytes, int seed) {
        byte[] data = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            data[i] = (byte) (i * 31 + seed);
        }
        return new Payload(data, "bytes", 1, false);
    }

    private int partsLeft() {
        return dynamo.countAll(settings.table(), "body/");
    }

    @Test
    void aBodyInPartsIsReplacedAndRemovedWhole() {
        Id server = stage.server();
        Session session = stage.session(stage.profile(), server);
        int[] sizes = {Bodies.LONGEST_INLINE, Bodies.LONGEST_INLINE + 1, 2_000_000, Bodies.LONGEST, 10, 1_000_000, 0};
        long version = 0;
        for (int size : sizes) {
            Session now = new Session(session.profile(), server, session.claim(), session.token(), version++);
            stage.applied(now, data(size, size), new Write.Keep());
            assertThat(stage.record(session.profile()).payload()).isEqualTo(data(size, size));
            assertThat(partsLeft()).isEqualTo(size > Bodies.LONGEST_INLINE ? (size + 393_215) / 393_216 : 0);
            assertThat(dynamo.count(settings.table(), Bodies.LOOSE)).isZero();
        }
    }

    @Test
    void whatIsTooLongIsRejectedWhereItsFenceFitsAndRefusedWhereNot() {
        Session session = stage.session(stage.profile(), stage.server());
        Payload data = data(Bodies.LONGEST + 1, 0);
        Commit commit = Commit.of(stage.id(), session.server(), session.write(data, new Write.Keep()));
        assertThat(as(CommitReply.Rejected.class, stage.commit(commit)).offence())
                .isEqualTo(new Offence.TooLong(Bodies.LONGEST));
        Session stale = new Session(session.profile(), session.server(), session.claim(), session.token(), 7);
        Commit late = Commit.of(stage.id(), session.server(), stale.write(data, new Write.Keep()));
        assertThat(as(CommitReply.Refused.class, stage.commit(late)).heads())
                .containsExactly(stage.head(session.profile()));
        stage.applied(session, data(5, 5), new Write.Release());
    }

    @Test
    void partsThatNoRowCameToNameAreRemovedByASweepADayLater() {
        Session session = stage.session(stage.profile(), stage.server());
        Commit commit = Commit.of(stage.id(), session.server(), session.write(data(1_000_000, 1), new Write.Keep()));
        dynamo.next("TransactWriteItems", new TestDynamo.Fault.Refuse(500, "InternalServerError", "told so by a test"));
        assertThat(engine.commit(List.of(commit)).get(0)).isInstanceOf(Outcome.Unknown.class);
        assertThat(partsLeft()).isEqualTo(3);
        sweep();
        assertThat(partsLeft()).isEqualTo(3);
        clock.advance(Duration.ofHours(25));
        sweep();
        assertThat(partsLeft()).isZero();
        assertThat(dynamo.count(settings.table(), Bodies.LOOSE)).isZero();
    }

    private void sweep() {
        Duration week = Duration.ofDays(7);
        assertThat(reply(engine.sweep(new dev.latchkey.spi.Housekeeping.Retention(week, week, week, week, 100))))
                .isNotNull();
    }

    private ProfileId withHistory(int revisions) {
        Session session = stage.session(stage.profile(), stage.server());
        for (int version = 0; version <= revisions; version++) {
            Write write = new Session(session.profile(), session.server(), session.claim(), session.token(), version)
                    .write(data(version % 50 == 0 ? 200_000 : 10, version), new Write.Keep());
            Effects keeping = new Effects(List.of(), List.of(), List.of(), List.of(), Occasion.PACE);
            stage.applied(Commit.of(
                    stage.id(),
                    session.server(),
                    new Write(write.profile(), write.fence(), write.payload(), write.after(), keeping)));
        }
        return session.profile();
    }

    @Test
    void anEraseOfMoreRowsThanATransactionTakesRemovesThemAll() {
        ProfileId profile = withHistory(55);
        assertThat(reply(engine.revisions(profile, null, 1_000))).hasSize(55);
        stage.edit(profile, stage.head(profile), null);
        assertThat(reply(engine.revisions(profile, null, 1_000))).isEmpty();
        assertThat(dynamo.count(settings.table(), "revision")).isZero();
        assertThat(partsLeft()).isZero();
        assertThat(dynamo.count(settings.table(), Leftovers.UNFINISHED)).isZero();
    }

    @Test
    void anEraseThatBrokeOffIsFinishedByWhoeverOpensNext() {
        ProfileId profile = withHistory(55);
        // The first row that is removed by itself.
        dynamo.next("DeleteItem", new TestDynamo.Fault.Refuse(400, "AccessDeniedException", "told so by a test"));
        stage.edit(profile, stage.head(profile), null);
        assertThat(dynamo.count(settings.table(), Leftovers.UNFINISHED)).isEqualTo(1);
        DynamoEngine.open(settings, clock).close();
        assertThat(dynamo.count(settings.table(), Leftovers.UNFINISHED)).isZero();
        assertThat(dynamo.count(settings.table(), "revision")).isZero();
        assertThat(reply(engine.revisions(profile, null, 1_000))).isEmpty();
    }

    @Test
    void aGroupOfMoreProfilesThanATransactionTakesIsRejected() {
        Id server = stage.server();
        List<Session> sessions = IntStream.range(0, 60)
                .mapToObj(i -> stage.session(stage.profile(), server))
                .toList();
        List<Write> writes = sessions.stream()
                .map(each -> each.write(data(1, 1), new Write.Release()))
                .toList();
        assertThat(as(CommitReply.Rejected.class, stage.commit(new Commit(stage.id(), server, writes)))
                        .reason())
                .contains("limit=100");
        Session first = sessions.get(0);
        assertThat(granted(stage.tryOpen(first.profile(), server, first.claim()))
                        .record()
                        .head()
                        .version())
                .isZero();
    }
}
