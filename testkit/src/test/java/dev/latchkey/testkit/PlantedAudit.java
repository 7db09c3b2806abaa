package dev.latchkey.testkit;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Inspection.EndedSession;
import dev.latchkey.spi.Inspection.Lost;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Engines with one mistake each in what they tell of sessions that ended, and the contract's tests that must find it. */
final class PlantedAudit {
    private PlantedAudit() {}

    static List<Planted> sessions() {
        return List.of(
                without("released", "i6", "i7", "i8", "i11", "k8"),
                without("handed-over", "i7"),
                without("cancelled", "i7"),
                without("reclaimed", "i7"),
                telling(
                        "a session began when it ended",
                        List.of("i7"),
                        (entry, ended) -> new EndedSession(ended.name(), ended.token(), entry.at(), ended.lost())),
                telling(
                        "the token of whoever came next",
                        List.of("i7"),
                        (entry, ended) ->
                                new EndedSession(ended.name(), ended.token() + 1, ended.began(), ended.lost())),
                telling(
                        "nothing was lost",
                        List.of("i10"),
                        (entry, ended) -> new EndedSession(ended.name(), ended.token(), ended.began(), Lost.NONE)),
                new Planted("refused commits are told of", List.of("i8", "i9", "i11"), Hasty::new));
    }

    /** The entries of one kind are missing. */
    private static Planted without(String what, String... foundBy) {
        return new Planted(
                "nothing is " + what, List.of(foundBy), engine -> new FaultyFullEngine(engine, new FaultPlan()) {
                    @Override
                    public Outcome<List<AuditEntry>> audit(@Nullable ProfileId profile, int limit) {
                        return changed(
                                super.audit(profile, limit),
                                all -> all.stream()
                                        .filter(entry -> !entry.what().equals(what))
                                        .toList());
                    }
                });
    }

    private interface Telling {
        EndedSession of(dev.latchkey.spi.Inspection.AuditEntry entry, EndedSession right);
    }

    private static Planted telling(String mistake, List<String> foundBy, Telling wrong) {
        return new Planted(mistake, foundBy, engine -> new FaultyFullEngine(engine, new FaultPlan()) {
            @Override
            public Outcome<List<AuditEntry>> audit(@Nullable ProfileId profile, int limit) {
                return changed(
                        super.audit(profile, limit),
                        all -> all.stream().map(this::told).toList());
            }

            private AuditEntry told(AuditEntry entry) {
                EndedSession right = entry.session();
                return right == null
                        ? entry
                        : new AuditEntry(
                                entry.at(),
                                entry.what(),
                                entry.profile(),
                                entry.from(),
                                entry.by(),
                                wrong.of(entry, right));
            }
        });
    }

    private static <R> Outcome<R> changed(Outcome<R> outcome, UnaryOperator<R> change) {
        return outcome instanceof Outcome.Done<R>(R right) ? Outcome.done(change.apply(right)) : outcome;
    }

    /** Writes the entry of a release before it looks whether it applies. */
    private static final class Hasty extends FaultyFullEngine {
        private final Set<ProfileId> refused = ConcurrentHashMap.newKeySet();

        Hasty(StorageEngine right) {
            super(right, new FaultPlan());
        }

        @Override
        public List<Outcome<CommitReply>> commit(List<Commit> commits) {
            List<Outcome<CommitReply>> outcomes = super.commit(commits);
            for (int i = 0; i < commits.size(); i++) {
                if (outcomes.get(i) instanceof Outcome.Done<CommitReply>(CommitReply reply)
                        && reply instanceof CommitReply.Refused) {
                    commits.get(i).writes().stream().map(Write::profile).forEach(refused::add);
                }
            }
            return outcomes;
        }

        @Override
        public Outcome<List<AuditEntry>> audit(@Nullable ProfileId profile, int limit) {
            return changed(super.audit(profile, limit), all -> {
                List<AuditEntry> more = new ArrayList<>(all);
                if (profile != null && refused.contains(profile)) {
                    more.add(new AuditEntry(java.time.Instant.EPOCH, "released", profile, null, "server", null));
                }
                return more;
            });
        }
    }
}
