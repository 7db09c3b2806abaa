package dev.latchkey.engine.dynamodb;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Offence;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.Write;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Batches of commits: each is a request of its own, since the service has none for many that are each for itself, and they
 * go at once, except that of those that touch one profile each waits for the one before (S10). Thread-safe.
 */
final class Commits {
    private final Calls calls;
    private final RecordRules rules = new RecordRules();

    Commits(Calls calls) {
        this.calls = calls;
    }

    /** Applies commits one after another. */
    interface Way extends Function<List<Commit>, List<Outcome<CommitReply>>> {}

    /** Reads records. */
    interface Reader extends Function<List<ProfileId>, List<Outcome<Optional<ProfileRecord>>>> {}

    List<Outcome<CommitReply>> run(List<Commit> asked, Way way, Reader reader) {
        List<List<Integer>> chains = chains(asked);
        List<@Nullable Outcome<CommitReply>> outcomes = new ArrayList<>(Collections.nCopies(asked.size(), null));
        List<List<Outcome<CommitReply>>> replies = calls.each(
                chains,
                chain -> chain.stream().map(i -> one(asked.get(i), way, reader)).toList());
        List<Outcome<CommitReply>> all = new ArrayList<>();
        for (int i = 0; i < chains.size(); i++) {
            for (int j = 0; j < chains.get(i).size(); j++) {
                outcomes.set(chains.get(i).get(j), replies.get(i).get(j));
            }
        }
        for (Outcome<CommitReply> outcome : outcomes) {
            all.add(outcome == null ? Outcome.notDone("it was not asked", null) : outcome);
        }
        return all;
    }

    /** Those that touch one profile are in one chain, in their order. */
    private static List<List<Integer>> chains(List<Commit> asked) {
        Map<ProfileId, List<Integer>> byProfile = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            List<Integer> chain = new ArrayList<>(List.of(i));
            for (Write write : asked.get(i).writes()) {
                List<Integer> other = byProfile.getOrDefault(write.profile(), List.of());
                if (!other.isEmpty() && other.get(0) != chain.get(0).intValue()) {
                    chain.addAll(other);
                }
            }
            List<Integer> merged = new ArrayList<>(new LinkedHashSet<>(chain));
            Collections.sort(merged);
            for (int each : merged) {
                asked.get(each).writes().forEach(write -> byProfile.put(write.profile(), merged));
            }
        }
        Set<Integer> begun = new LinkedHashSet<>();
        List<List<Integer>> chains = new ArrayList<>();
        for (Commit commit : asked) {
            List<Integer> chain = byProfile.getOrDefault(commit.writes().get(0).profile(), List.of());
            if (begun.add(chain.get(0))) {
                chains.add(chain);
            }
        }
        return chains;
    }

    private Outcome<CommitReply> one(Commit asked, Way way, Reader reader) {
        for (Write write : asked.writes()) {
            if (isTooLong(write.payload())) {
                return tooLong(asked, write, reader);
            }
        }
        Outcome<CommitReply> outcome = way.apply(List.of(asked)).get(0);
        return outcome instanceof Outcome.NotDone<CommitReply> not
                        && not.failure().cause() instanceof Writing.TooMany
                ? Outcome.done(new CommitReply.Rejected(
                        asked.writes().get(0).profile(), not.failure().message()))
                : outcome;
    }

    private static boolean isTooLong(@Nullable Payload payload) {
        return payload != null && payload.size() > Bodies.LONGEST;
    }

    /** Only a commit whose fences fit is rejected; another one is refused. */
    private Outcome<CommitReply> tooLong(Commit asked, Write offending, Reader reader) {
        Map<ProfileId, ProfileRecord> found = new HashMap<>();
        for (Outcome<Optional<ProfileRecord>> outcome :
                reader.apply(asked.writes().stream().map(Write::profile).toList())) {
            switch (outcome) {
                case Outcome.Done<Optional<ProfileRecord>> done ->
                    done.reply().ifPresent(record -> found.put(record.profile(), record));
                case Outcome.NotDone<Optional<ProfileRecord>> not -> {
                    return new Outcome.NotDone<>(not.failure());
                }
                case Outcome.Unknown<Optional<ProfileRecord>> unknown -> {
                    return new Outcome.NotDone<>(unknown.failure());
                }
            }
        }
        if (rules.fit(asked.writes(), found::get)) {
            return Outcome.done(new CommitReply.Rejected(
                    offending.profile(),
                    "the data is longer than this store takes: limit=" + Bodies.LONGEST + " bytes",
                    new Offence.TooLong(Bodies.LONGEST)));
        }
        List<@Nullable Head> heads = new ArrayList<>();
        for (Write write : asked.writes()) {
            ProfileRecord record = found.get(write.profile());
            heads.add(record == null ? null : record.head());
        }
        return Outcome.done(new CommitReply.Refused(heads));
    }
}
