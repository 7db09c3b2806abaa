package dev.latchkey.engine.postgres;

import dev.latchkey.engine.sql.Database;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The commits of one call: those that {@link Saves} can do go into one statement, the others, and those that did not apply,
 * the long way; one that is alone goes without arrays. Of several commits of one profile only the first goes along, so that they keep their order.
 */
final class Batch {
    private final List<Commit> asked;
    private final List<Integer> together = new ArrayList<>();

    Batch(List<Commit> asked, int maxPayload) {
        this.asked = asked;
        Set<ProfileId> seen = new HashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            boolean first = true;
            for (Write write : asked.get(i).writes()) {
                first &= seen.add(write.profile());
            }
            if (first && asked.get(i).server().equals(asked.get(0).server()) && Saves.fit(asked.get(i), maxPayload)) {
                together.add(i);
            }
        }
        together.sort(
                Comparator.comparing((Integer i) -> asked.get(i).writes().get(0).profile()));
    }

    private Database.Work<Map<Integer, CommitReply>> together() {
        List<Commit> commits = together.stream().map(asked::get).toList();
        return commits.size() == 1 && Alone.fits(commits.get(0))
                ? new Alone(commits.get(0))::run
                : new Saves(commits)::run;
    }

    /**
     * @param longWay for what is left
     */
    List<Outcome<CommitReply>> run(Database database, Function<List<Commit>, List<Outcome<CommitReply>>> longWay) {
        Map<Integer, Outcome<CommitReply>> outcomes = new TreeMap<>();
        if (!together.isEmpty()) {
            switch (database.single(together())) {
                case Outcome.Done<Map<Integer, CommitReply>>(Map<Integer, CommitReply> applied) ->
                    applied.forEach((place, reply) -> outcomes.put(together.get(place), Outcome.done(reply)));
                case Outcome.NotDone<Map<Integer, CommitReply>>(Outcome.Failure failure) -> {
                    if (!PostgresDialect.ofOneItem(failure.cause())) {
                        together.forEach(i -> outcomes.put(i, new Outcome.NotDone<>(failure)));
                    }
                }
                case Outcome.Unknown<Map<Integer, CommitReply>>(Outcome.Failure failure) ->
                    together.forEach(i -> outcomes.put(i, new Outcome.Unknown<>(failure)));
            }
        }
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            if (!outcomes.containsKey(i)) {
                left.add(i);
            }
        }
        List<Outcome<CommitReply>> others = left.isEmpty()
                ? List.of()
                : longWay.apply(left.stream().map(asked::get).toList());
        for (int i = 0; i < left.size(); i++) {
            outcomes.put(left.get(i), others.get(i));
        }
        return Collections.unmodifiableList(new ArrayList<>(outcomes.values()));
    }
}
