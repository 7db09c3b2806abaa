package dev.latchkey.engine.table;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.TransactionalTable.Get;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox's row. Whoever changes what waits in it changes this row.
 *
 * @param last highest number that a letter was given
 * @param waiting how many letters wait
 * @param told how many of those came while which server had the profile open (L1)
 */
record Mailbox(long last, int waiting, Map<Id, Long> told) {
    private static final Mailbox EMPTY = new Mailbox(0, 0, Map.of());

    static Get get(ProfileId profile) {
        return new Get(Names.mailbox(profile), false);
    }

    /** As it will be after the step. */
    static Mailbox present(Step step, ProfileId profile) {
        String line = step.value(Names.mailbox(profile));
        return line == null ? EMPTY : Columns.read(Names.of(profile), line, Mailbox::read);
    }

    static Mailbox of(String line) {
        return Columns.read("mailbox", line, Mailbox::read);
    }

    private static Mailbox read(Columns from) {
        long last = from.number();
        int waiting = from.small();
        Map<Id, Long> told = new TreeMap<>();
        List<String> counts = from.texts();
        for (int i = 0; i < counts.size(); i += 2) {
            told.put(Id.parse(counts.get(i)), Long.valueOf(counts.get(i + 1)));
        }
        return new Mailbox(last, waiting, told);
    }

    void put(Step step, ProfileId profile) {
        List<String> counts = new ArrayList<>();
        told.forEach((server, count) -> {
            counts.add(server.toString());
            counts.add(count.toString());
        });
        step.put(
                Names.mailbox(profile),
                new Line().number(last).number(waiting).texts(counts).done());
    }

    /** A letter more, under the next number. */
    Mailbox plus(Step step, ProfileId profile, @Nullable Id owner) {
        return new Mailbox(last + 1, waiting + 1, count(step, profile, owner, 1));
    }

    /** A letter less. */
    Mailbox minus(Step step, ProfileId profile, @Nullable Id owner) {
        return new Mailbox(last, waiting - 1, count(step, profile, owner, -1));
    }

    private Map<Id, Long> count(Step step, ProfileId profile, @Nullable Id owner, long amount) {
        if (owner == null) {
            return told;
        }
        Map<Id, Long> counts = new TreeMap<>(told);
        long count = counts.getOrDefault(owner, 0L) + amount;
        if (count > 0) {
            counts.put(owner, count);
            step.put(Names.news(owner, profile), Long.toString(count));
        } else {
            counts.remove(owner);
            step.remove(Names.news(owner, profile));
        }
        return counts;
    }
}
