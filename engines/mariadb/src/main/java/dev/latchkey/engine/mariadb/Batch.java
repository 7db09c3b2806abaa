package dev.latchkey.engine.mariadb;

import dev.latchkey.engine.sql.Database;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
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
 * The commits of one call: those that {@link Saves} can do go together, as many as the database takes at once; the others,
 * and those that did not apply, the long way. Of several commits of one profile only the first goes along, so that they keep
 * their order.
 */
final class Batch {
    /** What the statements of a commit take beside its payload, generously. */
    private static final int STATEMENTS = 4 * 1024;

    private static final int MOST = 256;

    private final List<Commit> asked;
    private final List<List<Integer>> together = new ArrayList<>();

    /**
     * @param room for payloads and statements, in bytes
     */
    Batch(List<Commit> asked, int maxPayload, int room) {
        this.asked = asked;
        List<Integer> fit = new ArrayList<>();
        Set<ProfileId> seen = new HashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            boolean first = true;
            for (Write write : asked.get(i).writes()) {
                first &= seen.add(write.profile());
            }
            if (first && Saves.fit(asked.get(i), maxPayload)) {
                fit.add(i);
            }
        }
        fit.sort(
                Comparator.comparing((Integer i) -> asked.get(i).writes().get(0).profile()));
        long taken = 0;
        for (int i : fit) {
            Payload payload = asked.get(i).writes().get(0).payload();
            long size = (payload == null ? 0L : payload.size()) + STATEMENTS;
            if (together.isEmpty() || taken + size > room || together.getLast().size() == MOST) {
                together.add(new ArrayList<>());
                taken = 0;
            }
            together.getLast().add(i);
            taken += size;
        }
    }

    /**
     * @param longWay for what is left
     */
    List<Outcome<CommitReply>> run(Database database, Function<List<Commit>, List<Outcome<CommitReply>>> longWay) {
        Map<Integer, Outcome<CommitReply>> outcomes = new TreeMap<>();
        for (List<Integer> places : together) {
            run(database, places, outcomes);
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

    private void run(Database database, List<Integer> places, Map<Integer, Outcome<CommitReply>> outcomes) {
        Saves saves = new Saves(places.stream().map(asked::get).toList());
        switch (database.single(saves::run)) {
            case Outcome.Done<Map<Integer, CommitReply>>(Map<Integer, CommitReply> replies) ->
                replies.forEach((place, reply) -> outcomes.put(places.get(place), Outcome.done(reply)));
            case Outcome.NotDone<Map<Integer, CommitReply>>(Outcome.Failure failure) -> {
                if (!MariadbDialect.ofOneItem(failure.cause())) {
                    places.forEach(i -> outcomes.put(i, new Outcome.NotDone<>(failure)));
                }
            }
            case Outcome.Unknown<Map<Integer, CommitReply>>(Outcome.Failure failure) ->
                places.forEach(i -> outcomes.put(i, new Outcome.Unknown<>(failure)));
        }
    }
}
