package dev.latchkey.testkit;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.StorageEngine;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A storage engine that fails as networks and databases do, around any other. What fails and when is up to
 * its {@link FaultPlan}: by script, by seed, by switch. A fault hits a call as a whole, with all of its
 * batch. Around an engine that has all optional abilities it has them too.
 * Thread-safe.
 */
public class FaultyEngine implements StorageEngine {
    private final StorageEngine inner;
    private final FaultPlan plan;

    FaultyEngine(StorageEngine inner, FaultPlan plan) {
        this.inner = inner;
        this.plan = plan;
    }

    /** An engine without faults so far; say in {@link #plan} what is to fail. */
    public static FaultyEngine around(StorageEngine inner) {
        return around(inner, new FaultPlan());
    }

    /** An engine that fails as planned. */
    public static FaultyEngine around(StorageEngine inner, FaultPlan plan) {
        return FaultyFullEngine.fits(inner) ? new FaultyFullEngine(inner, plan) : new FaultyEngine(inner, plan);
    }

    /** What fails. */
    public FaultPlan plan() {
        return plan;
    }

    /** The engine inside, which does not fail. */
    public StorageEngine inner() {
        return inner;
    }

    @Override
    public List<Outcome<OpenReply>> open(List<Open> opens) {
        return batch(EngineVerb.OPEN, opens.size(), () -> inner.open(opens));
    }

    @Override
    public List<Outcome<CommitReply>> commit(List<Commit> commits) {
        return batch(EngineVerb.COMMIT, commits.size(), () -> inner.commit(commits));
    }

    @Override
    public List<Outcome<Cancel.Cancelled>> cancel(List<Cancel> cancels) {
        return batch(EngineVerb.CANCEL, cancels.size(), () -> inner.cancel(cancels));
    }

    @Override
    public List<Outcome<Edit.Edited>> edit(List<Edit> edits) {
        return batch(EngineVerb.EDIT, edits.size(), () -> inner.edit(edits));
    }

    @Override
    public List<Outcome<Optional<ProfileRecord>>> read(List<ProfileId> profiles) {
        return batch(EngineVerb.READ, profiles.size(), () -> inner.read(profiles));
    }

    @Override
    public Outcome<Registration.Registered> register(Registration registration) {
        return one(EngineVerb.REGISTER, () -> inner.register(registration));
    }

    @Override
    public Outcome<RenewReply> renew(Renewal renewal) {
        return one(EngineVerb.RENEW, () -> inner.renew(renewal));
    }

    @Override
    public Outcome<Burial.Reply> bury(Burial burial) {
        return one(EngineVerb.BURY, () -> inner.bury(burial));
    }

    @Override
    public Optional<String> defaultBus() {
        return inner.defaultBus();
    }

    /** Lets held calls go on, drops late ones and closes the engine inside. */
    @Override
    public void close() {
        plan.end();
        inner.close();
    }

    <R> Outcome<R> one(EngineVerb verb, Supplier<Outcome<R>> call) {
        return plan.run(verb, call, Answers.one());
    }

    <R> List<Outcome<R>> batch(EngineVerb verb, int size, Supplier<List<Outcome<R>>> call) {
        return plan.run(verb, call, Answers.batch(size));
    }

    /** The answers that a caller gets instead of the engine's. */
    record Answers<T>(Supplier<T> unknown, Supplier<T> notDone) {
        private static final String LOST = "the test's faulty engine lost the request or its reply";
        private static final String REFUSED = "the test's faulty engine refuses the request";

        static <R> Answers<Outcome<R>> one() {
            return new Answers<>(() -> Outcome.unknown(LOST, null), () -> Outcome.notDone(REFUSED, null));
        }

        static <R> Answers<List<Outcome<R>>> batch(int size) {
            return new Answers<>(
                    () -> Collections.nCopies(size, Outcome.unknown(LOST, null)),
                    () -> Collections.nCopies(size, Outcome.notDone(REFUSED, null)));
        }
    }
}
