package dev.latchkey.engine.dynamodb;

import static dev.latchkey.testkit.EngineStage.granted;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;
import dev.latchkey.spi.Write;
import dev.latchkey.testkit.EngineStage;
import dev.latchkey.testkit.EngineTime;
import dev.latchkey.testkit.ManualClock;
import dev.latchkey.testkit.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the engine says when the service is away, refuses, is busy, or does not answer. */
final class FailureTest {
    private static final AtomicLong IDS = new AtomicLong();

    private final TestDynamo dynamo = TestDynamo.start();
    private final DynamoSettings settings = dynamo.fresh();
    /** For what ends by its time-out. */
    private final DynamoSettings brief = settings.withTimeout(Duration.ofSeconds(2));

    @AfterEach
    void stop() {
        dynamo.close();
    }

    private static Outcome<Registration.Registered> register(DynamoEngine engine) {
        return engine.register(new Registration(new Id(1, IDS.incrementAndGet()), "server", Duration.ofSeconds(15)));
    }

    private static String surelyNot(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.NotDone.class);
        return ((Outcome.NotDone<?>) outcome).failure().message();
    }

    private static TestDynamo.Fault refusal(String type) {
        return new TestDynamo.Fault.Refuse(400, type, "told so by a test");
    }

    @Test
    void aServiceThatIsNotThereSurelyDoesNothing() {
        try (DynamoEngine engine = DynamoEngine.open(settings)) {
            dynamo.stop();
            // A connection that was open may break with the request on its way.
            assertThat(register(engine)).isNotInstanceOf(Outcome.Done.class);
            assertThat(surelyNot(register(engine))).contains("cannot be reached");
            dynamo.startAgain();
            assertThat(register(engine)).isInstanceOf(Outcome.Done.class);
        }
        dynamo.stop();
        assertThatThrownBy(() -> DynamoEngine.open(settings))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be reached")
                .hasMessageContaining(settings.table());
    }

    @Test
    void aTableIsMadeOnlyWhereThatIsAllowed() {
        assertThatThrownBy(() -> DynamoEngine.open(settings.withCreate(false)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the table is not there");
        DynamoEngine.open(settings).close();
        DynamoEngine.open(settings.withCreate(false)).close();
    }

    @Test
    void aTableThatIsNoStoreIsRefused() {
        dynamo.table(settings.table(), "id", "at");
        assertThatThrownBy(() -> DynamoEngine.open(settings))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("its keys are id and at");
    }

    @Test
    void aStoreOfANewerVersionIsRefused() {
        DynamoEngine.open(settings).close();
        dynamo.put(settings.table(), "layout", "layout", "2");
        assertThatThrownBy(() -> DynamoEngine.open(settings)).hasMessageContaining("newer version");
    }

    @Test
    void whoMayNotIsToldWhatIsMissing() {
        dynamo.next("DescribeTable", refusal("AccessDeniedException"));
        assertThatThrownBy(() -> DynamoEngine.open(settings))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("permissions");
        try (DynamoEngine engine = DynamoEngine.open(settings)) {
            dynamo.next("UpdateItem", refusal("AccessDeniedException"));
            assertThat(surelyNot(register(engine))).contains("permissions");
            dynamo.next("UpdateItem", refusal("ResourceNotFoundException"));
            assertThat(surelyNot(register(engine))).contains("the table is not there");
            dynamo.next("UpdateItem", refusal("UnrecognizedClientException"));
            assertThat(surelyNot(register(engine))).contains("does not accept the credentials");
        }
    }

    @Test
    void aBusyServiceIsAskedAgainAndThenSurelyDidNothing() {
        try (DynamoEngine engine = DynamoEngine.open(settings)) {
            for (String type : List.of("ThrottlingException", "ProvisionedThroughputExceededException")) {
                dynamo.next("UpdateItem", refusal(type));
            }
            assertThat(register(engine)).isInstanceOf(Outcome.Done.class);
        }
        try (DynamoEngine engine = DynamoEngine.open(brief)) {
            for (int i = 0; i < 1_000; i++) {
                dynamo.next("UpdateItem", refusal("ThrottlingException"));
            }
            assertThat(surelyNot(register(engine))).contains("busy");
        }
    }

    @Test
    void whatMayHaveBeenDoneIsUnknownAndNotAskedAgain() {
        try (DynamoEngine engine = DynamoEngine.open(brief)) {
            List<TestDynamo.Fault> undecided = List.of(
                    new TestDynamo.Fault.Refuse(500, "InternalServerError", "told so by a test"),
                    new TestDynamo.Fault.Refuse(503, "ServiceUnavailable", "told so by a test"),
                    new TestDynamo.Fault.LoseReply(),
                    new TestDynamo.Fault.Garble(),
                    new TestDynamo.Fault.Silence());
            for (TestDynamo.Fault fault : undecided) {
                dynamo.next("UpdateItem", fault);
                long before = dynamo.requests();
                assertThat(register(engine)).as(fault.toString()).isInstanceOf(Outcome.Unknown.class);
                // One that reads, one that lists, one that writes.
                assertThat(dynamo.requests() - before).isEqualTo(3);
            }
        }
    }

    @Test
    void aCommitWhoseReplyWasLostIsRecognised() {
        try (DynamoEngine engine = DynamoEngine.open(settings)) {
            EngineStage stage = new EngineStage(engine, EngineTime.manual(new ManualClock()));
            Session session = stage.session(stage.profile(), stage.server());
            for (Write.After after : List.of(new Write.Keep(), new Write.Release())) {
                long version = stage.head(session.profile()).version();
                Session now =
                        new Session(session.profile(), session.server(), session.claim(), session.token(), version);
                Commit commit = Commit.of(stage.id(), session.server(), now.write(text("x"), after));
                dynamo.next(
                        after instanceof Write.Keep ? "UpdateItem" : "TransactWriteItems",
                        new TestDynamo.Fault.LoseReply());
                assertThat(engine.commit(List.of(commit)).get(0)).isInstanceOf(Outcome.Unknown.class);
                assertThat(stage.refused(commit)).isNotNull().satisfies(head -> {
                    assertThat(head.write()).isEqualTo(commit.write());
                    assertThat(head.version()).isEqualTo(version + 1);
                });
            }
        }
    }

    @Test
    void anOpenWhoseReplyWasLostIsRecognised() {
        try (DynamoEngine engine = DynamoEngine.open(settings)) {
            EngineStage stage = new EngineStage(engine, EngineTime.manual(new ManualClock()));
            Open open = new Open(stage.saved("{}"), stage.server(), stage.id(), new Open.Try());
            dynamo.next("UpdateItem", new TestDynamo.Fault.LoseReply());
            assertThat(engine.open(List.of(open)).get(0)).isInstanceOf(Outcome.Unknown.class);
            assertThat(granted(stage.tryOpen(open.profile(), open.server(), open.claim())))
                    .satisfies(grant -> {
                        assertThat(grant.how()).isEqualTo(OpenReply.How.RECOGNISED);
                        assertThat(grant.record().head().token()).isEqualTo(2);
                        assertThat(grant.record().payload()).isEqualTo(text("{}"));
                    });
        }
    }

    @Test
    void transactionsInEachOthersWayAreSurelyNotDoneAndGoOn() {
        try (DynamoEngine engine = DynamoEngine.open(brief)) {
            EngineStage stage = new EngineStage(engine, EngineTime.manual(new ManualClock()));
            Session session = stage.session(stage.profile(), stage.server());
            dynamo.next("TransactWriteItems", new TestDynamo.Fault.Cancel("TransactionConflict"));
            dynamo.next("TransactWriteItems", new TestDynamo.Fault.Cancel("ThrottlingError"));
            stage.applied(session, text("x"), new Write.Release());
            Session next = stage.session(session.profile(), session.server());
            for (int i = 0; i < 1_000; i++) {
                dynamo.next("TransactWriteItems", new TestDynamo.Fault.Cancel("TransactionConflict"));
            }
            assertThat(surelyNot(engine.commit(List.of(Commit.of(
                                    stage.id(), session.server(), next.write(text("y"), new Write.Release()))))
                            .get(0)))
                    .contains("TransactionCanceledException");
            assertThat(stage.record(session.profile()).payload()).isEqualTo(text("x"));
        }
    }

    @Test
    void durabilityIsTheServicesOwnOnly() {
        try (DynamoEngine engine = DynamoEngine.open(settings)) {
            assertThat(engine.isDurable()).isEqualTo(Outcome.done(false));
            assertThat(engine.durability().toString()).contains("unknown").contains("emulators");
        }
    }

    @Test
    void aBadUrlIsNamed() {
        for (String url : List.of(
                "dynamodb:",
                "dynamodb:a",
                "dynamodb:a table",
                "dynamodb:players?region=EU",
                "dynamodb:players?endpoint=127.0.0.1",
                "dynamodb:players?endpoint=http://user:secret@127.0.0.1",
                "dynamodb:players?create=maybe",
                "dynamodb:players?timeout=1",
                "dynamodb:players?connections=0",
                "dynamodb:players?colour=red")) {
            assertThatThrownBy(() -> new DynamoProvider().open(StoreUrl.parse(url)))
                    .as(url)
                    .isInstanceOf(StoreException.class)
                    .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain("secret"));
        }
        DynamoSettings read = DynamoSettings.of(
                StoreUrl.parse(
                        "dynamodb:players?region=eu-central-1&endpoint=http://127.0.0.1:8000&create=false&connections=3&timeout=900"));
        assertThat(read)
                .isEqualTo(DynamoSettings.of("players")
                        .withRegion("eu-central-1")
                        .withEndpoint(java.net.URI.create("http://127.0.0.1:8000"))
                        .withCreate(false)
                        .withConnections(3)
                        .withTimeout(Duration.ofMillis(900)));
    }
}
