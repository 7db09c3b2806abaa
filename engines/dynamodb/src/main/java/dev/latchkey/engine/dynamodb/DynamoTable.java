package dev.latchkey.engine.dynamodb;

import dev.latchkey.engine.table.RecallingTable;
import dev.latchkey.engine.table.Rows;
import dev.latchkey.spi.Outcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A transactional table on DynamoDB. It has no clock. Thread-safe.
 *
 * <p>The names {@code loose}, {@code unfinished} and {@code body/…} of tables are its own.
 */
final class DynamoTable implements RecallingTable {
    private final Calls calls;
    private final Recent recent = new Recent();
    private final Stamps stamps = new Stamps();
    private final Bodies bodies;
    private final Reading reading;
    private final Leftovers leftovers;
    private final Writing writing;

    DynamoTable(Calls calls, InstantSource dates) {
        this.calls = calls;
        this.bodies = new Bodies(calls, stamps, dates);
        this.reading = new Reading(calls, bodies);
        this.leftovers = new Leftovers(calls, bodies);
        this.writing = new Writing(calls, bodies, stamps, recent, reading, leftovers);
    }

    Recent recent() {
        return recent;
    }

    Stamps stamps() {
        return stamps;
    }

    /**
     * Goes on with what others have left to be removed, as far as there is any.
     *
     * @param most how many bodies that no row names are removed at most
     * @return not done where it could not be seen whether there is any
     */
    Outcome<Boolean> tidy(int most) {
        try {
            leftovers.finishAll(reading);
            List<String> loose = new ArrayList<>();
            for (Item note : reading.items(new Scan(Bodies.LOOSE, "", "", most, false))) {
                if (bodies.isForgotten(note)) {
                    loose.add(note.name());
                }
            }
            loose.forEach(bodies::remove);
            return Outcome.done(true);
        } catch (Reading.Failed e) {
            return Outcome.notDone(String.valueOf(e.getMessage()), e.getCause());
        }
    }

    Reading reading() {
        return reading;
    }

    @Override
    public Outcome<Found> read(List<Read> reads) {
        if (calls.isClosed()) {
            return Outcome.notDone(Calls.CLOSED, null);
        }
        Outcome<Found> outcome = reading.read(reads);
        if (outcome instanceof Outcome.Done<Found> done) {
            done.reply().rows().stream()
                    .flatMap(List::stream)
                    .filter(row -> row.key().table().equals(Rows.PROFILES))
                    .forEach(row -> recent.put(row.key(), row.value(), row.stamp()));
        }
        return outcome;
    }

    @Override
    public Optional<Found> recall(List<Read> reads) {
        return calls.isClosed() ? Optional.empty() : recent.all(reads);
    }

    @Override
    public List<Outcome<Boolean>> write(List<Group> groups) {
        List<Outcome<Boolean>> outcomes = new ArrayList<>(groups.size());
        for (Group group : groups) {
            outcomes.add(writing.write(group));
        }
        return outcomes;
    }

    @Override
    public void close() {
        calls.close();
    }
}
