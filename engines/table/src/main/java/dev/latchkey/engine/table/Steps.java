package dev.latchkey.engine.table;

import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.TransactionalTable;
import dev.latchkey.spi.TransactionalTable.Found;
import dev.latchkey.spi.TransactionalTable.Group;
import dev.latchkey.spi.TransactionalTable.Read;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs steps: reads, has them computed, and writes if nothing changed meanwhile; else again, at most {@link
 * #MAX_ATTEMPTS} times. The items of a batch go together, in the order of their keys, except that of two that touch one
 * profile the second waits for the first (S10). Thread-safe.
 */
final class Steps {
    /** Each time that one fails another caller's change of the same rows got through. */
    static final int MAX_ATTEMPTS = 200;

    /** From here on it waits a little before it tries again. */
    private static final int PATIENT = 2;

    private static final long LONGEST_WAIT_NANOS = 20_000_000;

    private final TransactionalTable table;
    private final InstantSource dates;
    private final LongUnaryOperator jitter;

    /**
     * @param dates for the dates of a table without a clock
     * @param jitter gives a random number from 0 to below its argument
     */
    Steps(TransactionalTable table, InstantSource dates, LongUnaryOperator jitter) {
        this.table = table;
        this.dates = dates;
        this.jitter = jitter;
    }

    /** What a kind of item does. */
    record Verb<Q, R>(
            Function<Q, ? extends Collection<ProfileId>> touches,
            Function<Q, List<? extends Read>> reads,
            Computing<Q, R> computing) {}

    /** Computes a reply from what the step reads. */
    interface Computing<Q, R> {
        R of(Step step, Q asked);
    }

    private static final class Item<Q, R> {
        final Q asked;
        final Collection<ProfileId> touched;

        @Nullable
        Outcome<R> outcome;

        int attempts;

        Item(Q asked, Collection<ProfileId> touched) {
            this.asked = asked;
            this.touched = touched;
        }
    }

    <R> Outcome<R> one(List<? extends Read> reads, Function<Step, R> computing) {
        return batch(List.of(reads), new Verb<>(each -> List.of(), each -> each, (step, each) -> computing.apply(step)))
                .get(0);
    }

    /** Only looks, for people: what needs several rounds may be of several moments. */
    <R> Outcome<R> look(List<? extends Read> reads, Function<Step, R> computing) {
        try {
            Step step = new Step(table, dates);
            step.read(reads);
            return Outcome.done(computing.apply(step));
        } catch (Step.Changed | Step.Unread | StoreException e) {
            return Outcome.notDone(String.valueOf(e.getMessage()), e);
        }
    }

    <Q, R> List<Outcome<R>> batch(List<Q> asked, Verb<Q, R> verb) {
        List<Item<Q, R>> items = new ArrayList<>(asked.size());
        for (Q each : asked) {
            items.add(new Item<>(each, verb.touches().apply(each)));
        }
        List<Item<Q, R>> waiting = new ArrayList<>(inKeyOrder(items));
        while (!waiting.isEmpty()) {
            List<Item<Q, R>> wave = wave(waiting);
            round(wave, verb);
            waiting.removeIf(item -> item.outcome != null);
            pause(wave.stream()
                    .filter(item -> item.outcome == null)
                    .mapToInt(item -> item.attempts)
                    .max()
                    .orElse(0));
        }
        List<Outcome<R>> outcomes = new ArrayList<>(items.size());
        items.forEach(item -> outcomes.add(item.outcome == null ? exhausted() : item.outcome));
        return outcomes;
    }

    private static <Q, R> List<Item<Q, R>> inKeyOrder(List<Item<Q, R>> items) {
        return IntStream.range(0, items.size())
                .boxed()
                .sorted(Comparator.comparing(
                        i -> items.get(i).touched.stream()
                                .min(Comparator.naturalOrder())
                                .orElse(null),
                        Comparator.nullsFirst(Comparator.naturalOrder())))
                .map(items::get)
                .toList();
    }

    private static <Q, R> List<Item<Q, R>> wave(List<Item<Q, R>> waiting) {
        Set<ProfileId> taken = new HashSet<>();
        List<Item<Q, R>> wave = new ArrayList<>();
        for (Item<Q, R> item : waiting) {
            boolean free = item.touched.stream().noneMatch(taken::contains);
            taken.addAll(item.touched);
            if (free) {
                wave.add(item);
            }
        }
        return wave;
    }

    private <Q, R> void round(List<Item<Q, R>> wave, Verb<Q, R> verb) {
        if (table instanceof RecallingTable recalling) {
            guess(recalling, wave, verb);
        }
        List<Item<Q, R>> rest =
                wave.stream().filter(item -> item.outcome == null).toList();
        if (!rest.isEmpty()) {
            read(rest, verb);
        }
    }

    /** From rows that the table remembers, the first time. */
    private <Q, R> void guess(RecallingTable recalling, List<Item<Q, R>> wave, Verb<Q, R> verb) {
        for (Item<Q, R> item : wave) {
            List<Read> reads = List.copyOf(verb.reads().apply(item.asked));
            Found recalled = item.attempts > 0 || reads.isEmpty()
                    ? null
                    : recalling.recall(reads).orElse(null);
            if (recalled != null) {
                item.outcome = guess(item.asked, reads, recalled, verb);
                item.attempts++;
            }
        }
    }

    /**
     * Writes what comes of rows as they were; only what is then checked by writing it counts.
     *
     * @return null where nothing is to be written, or a row is no more as it was, and so nothing was done
     */
    <Q, R> @Nullable Outcome<R> guess(Q asked, List<Read> reads, Found known, Verb<Q, R> verb) {
        try {
            Step step = new Step(table, dates);
            step.seed(reads, known);
            R reply = verb.computing().of(step, asked);
            Group group = step.group();
            if (group == null || group.changes().isEmpty()) {
                return null;
            }
            return switch (table.write(List.of(group)).get(0)) {
                case Outcome.Done<Boolean> done -> done.reply() ? Outcome.done(reply) : null;
                case Outcome.NotDone<Boolean> not -> new Outcome.NotDone<>(not.failure());
                case Outcome.Unknown<Boolean> unknown -> new Outcome.Unknown<>(unknown.failure());
            };
        } catch (Step.Changed | StoreException e) {
            // What comes of old rows says nothing; the new ones are read next.
            return null;
        } catch (Step.Unread e) {
            return Outcome.notDone(String.valueOf(e.getMessage()), e);
        }
    }

    private <Q, R> void read(List<Item<Q, R>> wave, Verb<Q, R> verb) {
        List<List<Read>> reads = new ArrayList<>();
        List<Read> all = new ArrayList<>();
        for (Item<Q, R> item : wave) {
            List<Read> mine = List.copyOf(verb.reads().apply(item.asked));
            reads.add(mine);
            all.addAll(mine);
        }
        switch (table.read(all)) {
            case Outcome.Done<Found> done -> compute(wave, reads, done.reply(), verb);
            case Outcome.NotDone<Found> not ->
                wave.forEach(item -> item.outcome = new Outcome.NotDone<>(not.failure()));
            case Outcome.Unknown<Found> unknown ->
                // Reading changes nothing, and nothing was sent yet that does.
                wave.forEach(item -> item.outcome = new Outcome.NotDone<>(unknown.failure()));
        }
    }

    private <Q, R> void compute(List<Item<Q, R>> wave, List<List<Read>> reads, Found found, Verb<Q, R> verb) {
        List<Group> groups = new ArrayList<>();
        List<Item<Q, R>> writing = new ArrayList<>();
        List<R> replies = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < wave.size(); i++) {
            Item<Q, R> item = wave.get(i);
            List<Read> mine = reads.get(i);
            Found part = new Found(found.now(), found.rows().subList(from, from + mine.size()));
            from += mine.size();
            try {
                Step step = new Step(table, dates);
                step.seed(mine, part);
                R reply = verb.computing().of(step, item.asked);
                Group group = step.group();
                if (group == null) {
                    item.outcome = Outcome.done(reply);
                } else {
                    groups.add(group);
                    writing.add(item);
                    replies.add(reply);
                }
            } catch (Step.Changed e) {
                item.outcome = ++item.attempts < MAX_ATTEMPTS ? null : exhausted();
            } catch (Step.Unread | StoreException e) {
                item.outcome = Outcome.notDone(String.valueOf(e.getMessage()), e);
            }
        }
        write(groups, writing, replies);
    }

    private <Q, R> void write(List<Group> groups, List<Item<Q, R>> writing, List<R> replies) {
        if (groups.isEmpty()) {
            return;
        }
        List<Outcome<Boolean>> written = table.write(groups);
        for (int i = 0; i < groups.size(); i++) {
            Item<Q, R> item = writing.get(i);
            R reply = replies.get(i);
            item.outcome = switch (written.get(i)) {
                case Outcome.Done<Boolean> done when done.reply() -> Outcome.done(reply);
                case Outcome.Done<Boolean> conflict -> ++item.attempts < MAX_ATTEMPTS ? null : exhausted();
                case Outcome.NotDone<Boolean> not -> new Outcome.NotDone<>(not.failure());
                case Outcome.Unknown<Boolean> unknown -> new Outcome.Unknown<>(unknown.failure());
            };
        }
    }

    private void pause(int attempts) {
        if (attempts >= PATIENT) {
            long longest = Math.min(LONGEST_WAIT_NANOS, 100_000L << Math.min(attempts, 8));
            LockSupport.parkNanos(1 + jitter.applyAsLong(longest));
        }
    }

    private static <R> Outcome<R> exhausted() {
        return Outcome.notDone(
                "rows changed " + MAX_ATTEMPTS + " times while they were being changed; try again", null);
    }
}
