package dev.latchkey.simulation;

import dev.latchkey.core.Input;
import dev.latchkey.core.Request;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.EffectRules;
import dev.latchkey.spi.Housekeeping;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Executes requests with what a planted bug does wrong. Not thread-safe. */
final class FlawedStore {
    private final Scene scene;
    private final Flaw flaw;
    private final EffectRules effects;
    private final Map<ProfileId, List<Delivery>> former = new HashMap<>();

    FlawedStore(Scene scene, Subject subject) {
        this.scene = scene;
        this.flaw = subject.flaw();
        this.effects = subject.effects();
    }

    Input execute(Request<?> request) {
        if (flaw == Flaw.GROUPS_IN_STEPS
                && request instanceof Request.ToCommit to
                && to.commit.writes().size() > 1) {
            return Input.completed(to, inSteps(to.commit));
        }
        if (flaw == Flaw.OLD_MAIL && request instanceof Request.ToOpen to) {
            return Input.completed(
                    to, withOldMail(scene.engine.open(List.of(to.open)).get(0)));
        }
        return StoreCalls.execute(scene.engine, request);
    }

    /** Whether there was such a dead letter. */
    boolean revive(ProfileId mailbox, String letter) {
        boolean revived = done(scene.engine.revive(mailbox, letter));
        if (revived && effects instanceof PlantedEffects.RevivedIsForgotten forgetful) {
            forgetful.revived(mailbox, letter);
        }
        return revived;
    }

    /** Whether there was such a dead letter. */
    boolean discard(ProfileId mailbox, String letter) {
        return done(scene.engine.discard(mailbox, letter));
    }

    Housekeeping.Swept sweep(int most) {
        Housekeeping.Retention retention = new Housekeeping.Retention(
                Duration.ofSeconds(20),
                Housekeeping.Retention.LEAST_LETTERS,
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                most);
        if (flaw == Flaw.SWEEPS_THE_DEAD) {
            done(scene.engine.deadLetters(null, most))
                    .forEach(dead -> discard(dead.letter().to(), dead.letter().id()));
        }
        Duration before = scene.ahead;
        scene.ahead = flaw == Flaw.SWEEPS_EARLY ? Housekeeping.Retention.LEAST_LETTERS.plusDays(1) : before;
        try {
            return done(scene.engine.sweep(retention));
        } finally {
            scene.ahead = before;
        }
    }

    private static <R> R done(Outcome<R> outcome) {
        if (outcome instanceof Outcome.Done<R>(R reply)) {
            return reply;
        }
        throw new IllegalStateException("the simulated store gave no answer: " + outcome);
    }

    /** Whoever looks in between sees half of it. */
    private Outcome<CommitReply> inSteps(Commit commit) {
        List<CommitReply.Written> written = new ArrayList<>();
        for (Write write : commit.writes()) {
            Outcome<CommitReply> outcome = scene.engine
                    .commit(List.of(Commit.of(commit.write(), commit.server(), write)))
                    .get(0);
            if (!(outcome instanceof Outcome.Done<CommitReply>(CommitReply reply))
                    || !(reply instanceof CommitReply.Applied applied)) {
                return outcome;
            }
            written.addAll(applied.written());
            scene.settle();
        }
        return Outcome.done(new CommitReply.Applied(written, List.of()));
    }

    private Outcome<OpenReply> withOldMail(Outcome<OpenReply> outcome) {
        if (!(outcome instanceof Outcome.Done<OpenReply>(OpenReply reply))
                || !(reply instanceof OpenReply.Granted granted)) {
            return outcome;
        }
        List<Delivery> before = former.put(granted.record().profile(), granted.mail());
        return before == null
                ? outcome
                : Outcome.done(new OpenReply.Granted(granted.record(), granted.how(), granted.contested(), before));
    }
}
