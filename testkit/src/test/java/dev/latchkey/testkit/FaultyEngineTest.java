package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.engine.memory.MemoryEngine;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.TableEngine;
import dev.latchkey.spi.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class FaultyEngineTest {
    private final ManualClock clock = new ManualClock();
    private final FaultyEngine faulty = FaultyEngine.around(MemoryEngine.create(clock));
    private final EngineStage inside = new EngineStage(faulty.inner(), EngineTime.manual(clock));

    private Commit commit(Session session) {
        return Commit.of(inside.id(), session.server(), session.write(text("x"), new Write.Keep()));
    }

    private Session session() {
        return inside.session(inside.profile(), inside.server());
    }

    private Outcome<CommitReply> commitThrough(Commit commit) {
        return faulty.commit(List.of(commit)).get(0);
    }

    @Test
    void withoutFaultsItIsTheEngineInside() {
        assertThat(commitThrough(commit(session()))).isInstanceOf(Outcome.Done.class);
        assertThat(faulty.plan().calls(EngineVerb.COMMIT)).isEqualTo(1);
    }

    @Test
    void aLostRequestNeverRuns() {
        Session session = session();
        faulty.plan().next(EngineVerb.COMMIT, Fault.LOST_REQUEST);
        assertThat(commitThrough(commit(session))).isInstanceOf(Outcome.Unknown.class);
        assertThat(faulty.plan().runLate()).isZero();
        assertThat(inside.head(session.profile()).version()).isZero();
    }

    @Test
    void aLostReplyHasRun() {
        Session session = session();
        faulty.plan().next(EngineVerb.COMMIT, Fault.LOST_REPLY);
        Commit commit = commit(session);
        assertThat(commitThrough(commit)).isInstanceOf(Outcome.Unknown.class);
        assertThat(inside.head(session.profile()).write()).isEqualTo(commit.write());
    }

    @Test
    void aLateCallRunsAfterOthers() {
        Session session = session();
        faulty.plan().next(EngineVerb.COMMIT, Fault.LATE);
        Commit late = commit(session);
        assertThat(commitThrough(late)).isInstanceOf(Outcome.Unknown.class);
        assertThat(inside.head(session.profile()).version()).isZero();
        assertThat(faulty.plan().runLate()).isEqualTo(1);
        assertThat(inside.head(session.profile()).write()).isEqualTo(late.write());
    }

    @Test
    void aDuplicateIsAnsweredAndRunsAgain() {
        Session session = session();
        List<String> verbs = new ArrayList<>();
        faulty.plan().next(EngineVerb.CANCEL, Fault.DUPLICATE);
        var cancel = new dev.latchkey.spi.Cancel(session.profile(), session.server(), inside.id(), null, inside.id());
        verbs.add(faulty.cancel(List.of(cancel)).get(0).getClass().getSimpleName());
        assertThat(verbs).containsExactly("Done");
        assertThat(faulty.plan().runLate()).isEqualTo(1);
        assertThat(inside.head(session.profile()).spent()).containsExactly(cancel.claim());
    }

    @Test
    void aRefusalAndAnOutageSurelyDoNothing() {
        Session session = session();
        faulty.plan().next(EngineVerb.COMMIT, Fault.REFUSED);
        assertThat(commitThrough(commit(session))).isInstanceOf(Outcome.NotDone.class);
        faulty.plan().outage(true);
        assertThat(commitThrough(commit(session))).isInstanceOf(Outcome.NotDone.class);
        assertThat(faulty.read(List.of(session.profile())).get(0)).isInstanceOf(Outcome.NotDone.class);
        faulty.plan().outage(false);
        assertThat(inside.head(session.profile()).version()).isZero();
        assertThat(commitThrough(commit(session))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aHeldCallWaitsUntilTheGateOpens() throws Exception {
        Session session = session();
        Gate gate = faulty.plan().hold(EngineVerb.COMMIT);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Outcome<CommitReply>> reply = threads.submit(() -> commitThrough(commit(session)));
            gate.awaitWaiting(1, Duration.ofSeconds(30));
            assertThat(inside.head(session.profile()).version()).isZero();
            assertThat(reply.isDone()).isFalse();
            gate.open();
            assertThat(reply.get(30, TimeUnit.SECONDS)).isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void aSeedGivesTheSameFaultsEachTimeAndEachKindOfThem() {
        List<String> first = outcomes(7);
        assertThat(outcomes(7)).isEqualTo(first);
        assertThat(outcomes(8)).isNotEqualTo(first);
        assertThat(first).contains("Done", "NotDone", "Unknown");
    }

    private static List<String> outcomes(long seed) {
        ManualClock time = new ManualClock();
        FaultyEngine engine = FaultyEngine.around(MemoryEngine.create(time), new FaultPlan(seed, 40));
        EngineStage quiet = new EngineStage(engine.inner(), EngineTime.manual(time));
        Session session = quiet.session(new ProfileId("players", "ada"), quiet.server());
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Session now = new Session(
                    session.profile(),
                    session.server(),
                    session.claim(),
                    session.token(),
                    quiet.head(session.profile()).version());
            Commit commit = Commit.of(quiet.id(), now.server(), now.write(text("x"), new Write.Keep()));
            outcomes.add(engine.commit(List.of(commit)).get(0).getClass().getSimpleName());
            outcomes.add(String.valueOf(quiet.head(session.profile()).version()));
        }
        engine.plan().calm();
        assertThat(engine.commit(List.of()).size()).isZero();
        return outcomes;
    }

    @Test
    void itHasTheAbilitiesOfTheEngineInside() {
        assertThat(faulty).isInstanceOf(Inspection.class).isInstanceOf(OrphanShelf.class);
        FaultyEngine plain = FaultyEngine.around(new TableEngine(new MemoryTable(), clock::instant));
        assertThat(plain).isNotInstanceOf(Inspection.class).isNotInstanceOf(OrphanShelf.class);
    }
}
