package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The items of one call: they run in the order of their profiles, and their outcomes come in the order in which they
 * were asked. Immutable.
 */
final class Ordered<A> {
    /** One verb on one item. */
    @FunctionalInterface
    interface Verb<A, R> {
        R run(Transaction transaction, A asked) throws SQLException;
    }

    private record Item<A>(ProfileId profile, A asked, int place) {}

    private final List<Item<A>> items;

    Ordered(List<A> asked, Function<A, ProfileId> profile) {
        items = new ArrayList<>(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            items.add(new Item<>(profile.apply(asked.get(i)), asked.get(i), i));
        }
        if (asked.size() > 1) {
            items.sort(Comparator.comparing(Item::profile));
        }
    }

    /** What is to be run, in its order. */
    <R> List<Job.Work<R>> works(Verb<A, R> verb) {
        List<Job.Work<R>> works = new ArrayList<>(items.size());
        for (Item<A> item : items) {
            works.add(tx -> verb.run(tx, item.asked()));
        }
        return works;
    }

    /** Outcomes of {@link #works}, as they were asked for. */
    <R> List<Outcome<R>> asAsked(List<Outcome<R>> ran) {
        if (ran.size() == 1) {
            return ran;
        }
        List<Outcome<R>> outcomes = new ArrayList<>(ran);
        for (int i = 0; i < ran.size(); i++) {
            outcomes.set(items.get(i).place(), ran.get(i));
        }
        return Collections.unmodifiableList(outcomes);
    }
}
