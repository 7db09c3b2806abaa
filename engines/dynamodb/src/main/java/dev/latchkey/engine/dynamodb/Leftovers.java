package dev.latchkey.engine.dynamodb;

import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.TransactionalTable.RowKey;
import dev.latchkey.spi.TransactionalTable.Scan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Rows that a step removes beyond what one transaction can, for example the history of a profile that is erased. The
 * transaction leaves a note of them, and they are removed right after it; where that breaks off, whoever opens or sweeps the
 * store next goes on. Thread-safe.
 */
final class Leftovers {
    static final String UNFINISHED = "unfinished";
    private static final int LONGEST_NOTE = 300_000;
    private static final int MOST_NOTES = 100;

    private final Calls calls;
    private final Bodies bodies;

    Leftovers(Calls calls, Bodies bodies) {
        this.calls = calls;
        this.bodies = bodies;
    }

    /**
     * A row that goes.
     *
     * @param mark as it was read: what has changed since is a new row, and stays; null for whatever is there
     * @param parts of its body, if it has any
     */
    record Condemned(
            RowKey key, @Nullable String mark, @Nullable String parts) {
        private String line() {
            return key.table() + "\t" + key.name() + "\t" + (mark == null ? "" : mark) + "\t"
                    + (parts == null ? "" : parts);
        }

        private static Condemned of(String line) {
            String[] fields = line.split("\t", -1);
            return new Condemned(
                    new RowKey(fields[0], fields[1]),
                    fields[2].isEmpty() ? null : fields[2],
                    fields[3].isEmpty() ? null : fields[3]);
        }

        Action.Delete action() {
            String was = mark;
            return new Action.Delete(
                    was == null
                            ? new Action.Target(key, null, Map.of())
                            : new Action.Target(key, "t = :was", Map.of(":was", Item.text(was))));
        }
    }

    /** The note of these rows; null where they are more than one can name. */
    Action.@Nullable Whole note(String name, List<Condemned> rows) {
        String text = rows.stream().map(Condemned::line).collect(Collectors.joining("\n"));
        if (text.length() > LONGEST_NOTE) {
            return null;
        }
        Map<String, AttributeValue> item = new HashMap<>(Item.key(UNFINISHED, name));
        item.put("v", Item.text(text));
        item.put("t", Item.text(name));
        return new Action.Whole(new RowKey(UNFINISHED, name), item);
    }

    /** Removes what a note names, and then the note. What fails stays for the next. */
    void finish(String name, List<Condemned> rows) {
        boolean all = calls.each(rows, this::remove).stream().allMatch(gone -> gone);
        if (all) {
            Condemned note = new Condemned(new RowKey(UNFINISHED, name), null, null);
            boolean unused = remove(note);
        }
    }

    private boolean remove(Condemned row) {
        if (row.parts() != null) {
            bodies.remove(row.parts());
        }
        Outcome<Boolean> outcome = calls.call(client -> {
            try {
                return row.action().alone(client, calls.table());
            } catch (ConditionalCheckFailedException e) {
                // It is another row by now, or gone already.
                return true;
            }
        });
        return outcome instanceof Outcome.Done;
    }

    /** Goes on with what others have left. */
    void finishAll(Reading reading) {
        for (Item note : reading.items(new Scan(UNFINISHED, "", "", MOST_NOTES, false))) {
            AttributeValue text = note.attributes().get("v");
            if (text != null) {
                List<Condemned> rows = new ArrayList<>();
                text.s().lines().map(Condemned::of).forEach(rows::add);
                finish(note.name(), rows);
            }
        }
    }
}
