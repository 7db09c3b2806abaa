package dev.latchkey.engine.dynamodb;

import static dev.latchkey.testkit.EngineStage.granted;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Write;
import dev.latchkey.testkit.EngineStage;
import dev.latchkey.testkit.EngineTime;
import dev.latchkey.testkit.ManualClock;
import dev.latchkey.testkit.Session;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Opening by one request that does not know what the record says, with another process beside. */
final class OpeningTest {
    private final TestDynamo dynamo = TestDynamo.start();
    private final DynamoSettings settings = dynamo.fresh();
    private DynamoEngine engine;
    private DynamoEngine beside;
    private EngineStage stage;
    private EngineStage there;

    @BeforeEach
    void open() {
        ManualClock clock = new ManualClock();
        engine = DynamoEngine.open(settings);
        beside = DynamoEngine.open(settings);
        stage = new EngineStage(engine, EngineTime.manual(clock));
        there = new EngineStage(beside, EngineTime.manual(clock));
        // So that the two do not draw the same ids.
        IntStream.range(0, 1_000).forEach(i -> there.id());
    }

    @AfterEach
    void close() {
        engine.close();
        beside.close();
        dynamo.close();
    }

    @Test
    void aServerThatAnotherProcessHasBuriedOpensNothingAndLeavesNoTrace() {
        Id first = stage.server();
        Id second = stage.server();
        ProfileId saved = there.saved("{}");
        ProfileId fresh = there.profile();
        ProfileRecord before = there.record(saved);
        there.bury(first);
        there.bury(second);
        var buried = new OpenReply.NotLive(OpenReply.Reason.BURIED);
        assertThat(stage.tryOpen(saved, first, stage.id())).isEqualTo(buried);
        assertThat(there.record(saved)).isEqualTo(before);
        assertThat(stage.tryOpen(fresh, second, stage.id())).isEqualTo(buried);
        assertThat(there.exists(fresh)).isFalse();
        Session next = there.session(saved, there.server());
        assertThat(next.token()).isEqualTo(before.head().token() + 1);
    }

    @Test
    void whatWasOpenedSinceTheRecordWasWrittenIsSeenByAll() {
        ProfileId profile = there.saved("{}");
        Session session = stage.session(profile, stage.server());
        assertThat(there.record(profile)).isEqualTo(stage.record(profile)).satisfies(record -> {
            assertThat(record.head().owner()).isEqualTo(session.server());
            assertThat(record.head().claim()).isEqualTo(session.claim());
            assertThat(record.head().token()).isEqualTo(2);
            assertThat(record.payload()).isEqualTo(text("{}"));
        });
        there.applied(session, text("by the other"), new Write.Release());
        assertThat(granted(stage.tryOpen(profile, session.server(), stage.id()))
                        .record()
                        .payload())
                .isEqualTo(text("by the other"));
    }

    @Test
    void whatThisProcessRemembersIsNotTakenForWhatIs() {
        Id server = stage.server();
        Session session = stage.session(stage.profile(), server);
        there.applied(session, text("a"), new Write.Keep());
        // Here the record is remembered at version 0.
        assertThat(stage.refused(
                        dev.latchkey.spi.Commit.of(stage.id(), server, session.write(text("b"), new Write.Keep()))))
                .isNotNull()
                .satisfies(head -> assertThat(head.version()).isEqualTo(1));
        assertThat(stage.record(session.profile()).payload()).isEqualTo(text("a"));
        Session next = new Session(session.profile(), server, session.claim(), session.token(), 1);
        stage.applied(next, text("c"), new Write.Keep());
    }

    @Test
    void aDamagedRowIsToldAndKept() {
        ProfileId profile = new ProfileId("players", "broken");
        dynamo.put(settings.table(), "profile", "players broken", "what is this");
        Open open = new Open(profile, stage.server(), stage.id(), new Open.Try());
        assertThat(engine.open(List.of(open)).get(0))
                .isInstanceOf(Outcome.NotDone.class)
                .asString()
                .contains("damaged");
        assertThat(engine.read(List.of(profile)).get(0)).isInstanceOf(Outcome.NotDone.class);
    }
}
