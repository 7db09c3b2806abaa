package dev.latchkey.engine.table;

import dev.latchkey.spi.DeadLetter;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.TransactionalTable.Get;
import dev.latchkey.spi.TransactionalTable.Row;
import dev.latchkey.spi.TransactionalTable.RowKey;
import dev.latchkey.spi.TransactionalTable.Scan;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of letters (S6), and those by which they are found: what waits, in order; the dead, the settled, by time. */
final class MailRows {
    private MailRows() {}

    static Get get(ProfileId mailbox, String letter) {
        return new Get(Names.letter(mailbox, letter), false);
    }

    /** As it will be after the step, without its content. */
    static @Nullable Mail present(Step step, ProfileId mailbox, String letter) {
        String line = step.value(Names.letter(mailbox, letter));
        return line == null ? null : Mail.of(mailbox, letter, line, null);
    }

    static void deliver(Step step, Letter letter, @Nullable Id owner) {
        String reason = letter.undeliverable();
        if (reason != null) {
            // A mailbox that ever had a letter has a row, by which it is found.
            Mailbox.present(step, letter.to()).put(step, letter.to());
            die(step, letter, reason, letter.content().bytes());
            return;
        }
        Mailbox box = Mailbox.present(step, letter.to()).plus(step, letter.to(), owner);
        Instant expires = letter.lifetime() == null ? null : step.now().plus(letter.lifetime());
        box.put(step, letter.to());
        step.put(
                Names.letter(letter.to(), letter.id()),
                new Mail.Waits(letter, box.last(), step.now(), expires, owner).line(),
                letter.content().bytes());
        step.put(
                Names.waiting(letter.to(), box.last()),
                new Line().text(letter.id()).done());
        if (expires != null) {
            step.put(expiring(letter.to(), box.last(), expires), named(letter.to(), letter.id()));
        }
    }

    private static RowKey expiring(ProfileId mailbox, long number, Instant expires) {
        return new RowKey(Names.EXPIRING, Times.sortable(expires) + "-" + Padded.of(number) + " " + Names.of(mailbox));
    }

    private static String named(ProfileId mailbox, String letter) {
        return new Line().profile(mailbox).text(letter).done();
    }

    /** It waits no more. */
    static void take(Step step, ProfileId mailbox, Mail.Waits waits) {
        Mailbox.present(step, mailbox).minus(step, mailbox, waits.told()).put(step, mailbox);
        step.remove(Names.waiting(mailbox, waits.number()));
        Instant expires = waits.expires();
        if (expires != null) {
            step.remove(expiring(mailbox, waits.number(), expires));
        }
    }

    /** It is among the dead no more. */
    static void take(Step step, ProfileId mailbox, Mail.Died died) {
        step.remove(new RowKey(Names.table(Names.DEAD, mailbox), died.moment()));
        step.remove(new RowKey(Names.DEAD, died.moment() + " " + Names.of(mailbox)));
    }

    /** @param content null: it is in the row already */
    static void die(Step step, Letter letter, String reason, byte @Nullable [] content) {
        String moment = step.moment();
        Mail.Died died = new Mail.Died(letter, moment, step.now(), reason);
        step.put(Names.letter(letter.to(), letter.id()), died.line(), content);
        step.put(
                new RowKey(Names.table(Names.DEAD, letter.to()), moment),
                new Line().text(letter.id()).done());
        step.put(new RowKey(Names.DEAD, moment + " " + Names.of(letter.to())), named(letter.to(), letter.id()));
    }

    static void expire(Step step, Mail.Waits waits) {
        take(step, waits.letter().to(), waits);
        die(step, waits.letter(), "expired before it was read", null);
    }

    static void remember(Step step, ProfileId mailbox, String letter) {
        String moment = step.moment();
        step.put(Names.letter(mailbox, letter), new Mail.Known(letter, moment).line(), new byte[0]);
        step.put(new RowKey(Names.SETTLED, moment + " " + Names.of(mailbox)), named(mailbox, letter));
    }

    static void settle(Step step, ProfileId mailbox, String letter, @Nullable String failure) {
        switch (present(step, mailbox, letter)) {
            case Mail.Waits waits -> {
                take(step, mailbox, waits);
                if (failure == null) {
                    remember(step, mailbox, letter);
                } else {
                    die(step, waits.letter(), failure, null);
                }
            }
            case Mail.Died died -> {
                if (failure == null) {
                    take(step, mailbox, died);
                    remember(step, mailbox, letter);
                }
            }
            case Mail.Known known -> {}
            case null -> {}
        }
    }

    /** Forgets ids that were settled before then; so many at most. */
    static int forget(Step step, Instant before, int most) {
        List<Row> old = step.scan(new Scan(Names.SETTLED, "", Times.sortable(before), most, false));
        for (Row row : old) {
            Named named = named(row);
            step.remove(row.key());
            step.remove(Names.letter(named.mailbox(), named.letter()));
        }
        return old.size();
    }

    /** Expires what waits too long; so many at most. */
    static int expire(Step step, int most) {
        Instant next = step.now().plus(1, ChronoUnit.MICROS);
        List<Row> old = step.scan(new Scan(Names.EXPIRING, "", Times.sortable(next), most, false));
        for (Row row : old) {
            Named named = named(row);
            if (present(step, named.mailbox(), named.letter()) instanceof Mail.Waits waits) {
                expire(step, waits);
            } else {
                step.remove(row.key());
            }
        }
        return old.size();
    }

    /** How many lie in a mailbox whose lifetime is over. */
    static int expired(Step step, ProfileId mailbox) {
        List<Row> all = step.all(Names.waiting(mailbox, 0).table());
        step.read(all.stream().map(row -> get(mailbox, id(row))).toList());
        return (int) all.stream()
                .filter(row -> present(step, mailbox, id(row)) instanceof Mail.Waits waits && waits.isOver(step.now()))
                .count();
    }

    /** All that a mailbox has. */
    static List<Mail> all(Step step, ProfileId mailbox) {
        List<Row> rows = step.all(table(mailbox));
        step.read(rows.stream().map(row -> new Get(row.key(), true)).toList());
        List<Mail> mail = new ArrayList<>();
        for (Row found : rows) {
            Row row = step.row(found.key(), true);
            if (row == null) {
                throw new Step.Changed();
            }
            mail.add(Mail.of(mailbox, letterOf(row), row.value(), row.body()));
        }
        return mail;
    }

    static String table(ProfileId mailbox) {
        return Names.table("letter", mailbox);
    }

    /** The letter that a row of {@link #table} is of. */
    static String letterOf(Row row) {
        return Columns.read(row.key().table(), row.key().name(), Columns::text);
    }

    /** Nothing stays, no known id either. */
    static void clear(Step step, ProfileId mailbox) {
        for (Row row : step.all(table(mailbox))) {
            switch (Mail.of(mailbox, letterOf(row), row.value(), null)) {
                case Mail.Waits waits -> take(step, mailbox, waits);
                case Mail.Died died -> take(step, mailbox, died);
                case Mail.Known known ->
                    step.remove(new RowKey(Names.SETTLED, known.moment() + " " + Names.of(mailbox)));
            }
            step.remove(row.key());
        }
    }

    private record Named(ProfileId mailbox, String letter) {}

    private static Named named(Row row) {
        return Columns.read(row.key().table(), row.value(), from -> new Named(from.profile(), from.text()));
    }

    /** The oldest that wait; what has expired is dead from now on. */
    static List<Delivery> fetch(Step step, ProfileId mailbox, long after, int limit) {
        List<Delivery> deliveries = new ArrayList<>();
        if (Mailbox.present(step, mailbox).waiting() == 0) {
            return deliveries;
        }
        long from = after + 1;
        while (deliveries.size() < limit) {
            int most = limit - deliveries.size();
            // Whoever adds a letter or takes one changes the mailbox's row, which is checked for all of them.
            List<Row> page =
                    step.glances(new Scan(Names.waiting(mailbox, 0).table(), Padded.of(from), "", most, false));
            step.read(page.stream().map(row -> content(mailbox, row)).toList());
            for (Row row : page) {
                add(step, mailbox, row, deliveries);
                from = Padded.number(row.key().name()) + 1;
            }
            if (page.size() < most) {
                break;
            }
        }
        return deliveries;
    }

    private static Get content(ProfileId mailbox, Row waiting) {
        return new Get(Names.letter(mailbox, id(waiting)), true);
    }

    private static String id(Row row) {
        return Columns.read(row.key().table(), row.value(), Columns::text);
    }

    private static void add(Step step, ProfileId mailbox, Row waiting, List<Delivery> deliveries) {
        Get get = content(mailbox, waiting);
        Row row = step.glanced(get.key());
        if (row == null || !(Mail.of(mailbox, id(waiting), row.value(), row.body()) instanceof Mail.Waits waits)) {
            throw new Step.Changed();
        }
        if (waits.isOver(step.now())) {
            expire(step, waits);
        } else {
            deliveries.add(new Delivery(waits.number(), waits.letter(), waits.sent(), waits.expires()));
        }
    }

    static List<DeadLetter> dead(Step step, @Nullable ProfileId profile, int limit) {
        String table = profile == null ? Names.DEAD : Names.table(Names.DEAD, profile);
        List<Row> page = step.scan(new Scan(table, "", "", limit, true));
        List<Named> named = page.stream()
                .map(row -> profile == null ? named(row) : new Named(profile, id(row)))
                .toList();
        step.read(named.stream()
                .map(each -> new Get(Names.letter(each.mailbox(), each.letter()), true))
                .toList());
        List<DeadLetter> letters = new ArrayList<>();
        for (Named each : named) {
            Row row = step.row(Names.letter(each.mailbox(), each.letter()), true);
            if (row != null
                    && Mail.of(each.mailbox(), each.letter(), row.value(), row.body()) instanceof Mail.Died died) {
                letters.add(new DeadLetter(died.letter(), died.at(), died.reason()));
            }
        }
        return letters;
    }

    /** All letters of an erased profile go; their ids stay known (S5). */
    static void erase(Step step, ProfileId mailbox) {
        Mailbox.present(step, mailbox);
        for (Row row : step.all(Names.table("letter", mailbox))) {
            String id = Columns.read(row.key().table(), row.key().name(), Columns::text);
            switch (Mail.of(mailbox, id, row.value(), null)) {
                case Mail.Waits waits -> {
                    take(step, mailbox, waits);
                    remember(step, mailbox, id);
                }
                case Mail.Died died -> {
                    take(step, mailbox, died);
                    remember(step, mailbox, id);
                }
                case Mail.Known known -> {}
            }
        }
    }
}
