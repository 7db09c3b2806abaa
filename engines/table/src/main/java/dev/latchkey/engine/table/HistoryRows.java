package dev.latchkey.engine.table;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.History.Revision;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.TransactionalTable.Get;
import dev.latchkey.spi.TransactionalTable.Row;
import dev.latchkey.spi.TransactionalTable.RowKey;
import dev.latchkey.spi.TransactionalTable.Scan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Earlier states of profiles; a revision's body is its payload's bytes. */
final class HistoryRows {
    private HistoryRows() {}

    /** Keeps what the profile holds, unless that is kept already, or there is nothing; the profile as it is then. */
    static Profile keep(Step step, Profile found, Occasion occasion) {
        ProfileId profile = found.record().profile();
        Payload payload = found.record().payload();
        Long kept = found.kept();
        long version = found.head().version();
        if (payload == null || (kept != null && kept == version)) {
            return found;
        }
        Profile keeping = found.keeping(version);
        add(
                step,
                profile,
                keeping.revisions(),
                new Belongings.State(
                        found.head().token(),
                        version,
                        found.record().dates().updated(),
                        found.by(),
                        occasion,
                        step.now(),
                        payload));
        return keeping;
    }

    /** Keeps it under this number, now. */
    static void add(Step step, ProfileId profile, long number, Belongings.State state) {
        Payload payload = state.payload();
        String moment = step.moment();
        Line line = new Line()
                .number(state.token())
                .number(state.version())
                .time(state.saved())
                .text(state.by())
                .text(state.occasion().name().toLowerCase(Locale.ROOT))
                .number(payload.size())
                .text(payload.codec())
                .number(payload.schema())
                .flag(payload.text())
                .text(moment);
        step.put(Names.revision(profile, number), line.done(), payload.bytes());
        step.put(
                new RowKey(Names.REVISIONS, moment + " " + Names.of(profile)),
                new Line().profile(profile).number(number).done());
    }

    static String table(ProfileId profile) {
        return Names.table(Names.REVISIONS, profile);
    }

    /** All with their data, oldest first. */
    static List<Belongings.State> all(Step step, ProfileId profile) {
        List<Row> rows = step.all(table(profile));
        step.read(rows.stream().map(row -> new Get(row.key(), true)).toList());
        List<Belongings.State> states = new ArrayList<>();
        for (Row found : rows) {
            Row row = step.row(found.key(), true);
            Payload payload = payload(row);
            if (row == null || payload == null) {
                throw new Step.Changed();
            }
            Revision revision = revision(row);
            states.add(new Belongings.State(
                    revision.token(),
                    revision.version(),
                    revision.saved(),
                    revision.server(),
                    revision.occasion(),
                    Times.ofMoment(moment(row)),
                    payload));
        }
        return states;
    }

    static Scan newest(ProfileId profile, @Nullable Long before, int limit) {
        String end = before == null ? "" : Padded.of(before);
        return new Scan(Names.table(Names.REVISIONS, profile), "", end, limit, true);
    }

    static Revision revision(Row row) {
        return Columns.read(
                row.key().table(),
                row.value(),
                from -> new Revision(
                        Padded.number(row.key().name()),
                        from.number(),
                        from.number(),
                        from.time(),
                        from.text(),
                        Occasion.valueOf(from.text().toUpperCase(Locale.ROOT)),
                        from.small()));
    }

    static @Nullable Payload payload(@Nullable Row row) {
        if (row == null) {
            return null;
        }
        return Columns.read(row.key().table(), row.value(), from -> {
            Columns codec = after(from, 6);
            byte[] body = row.body();
            return new Payload(body == null ? new byte[0] : body, codec.text(), codec.small(), codec.flag());
        });
    }

    private static Columns after(Columns from, int fields) {
        for (int i = 0; i < fields; i++) {
            String unused = from.text();
        }
        return from;
    }

    private static String moment(Row row) {
        return Columns.read(
                row.key().table(), row.value(), from -> after(from, 9).text());
    }

    static void erase(Step step, ProfileId profile) {
        for (Row row : step.all(Names.table(Names.REVISIONS, profile))) {
            step.remove(row.key());
            step.remove(new RowKey(Names.REVISIONS, moment(row) + " " + Names.of(profile)));
        }
    }

    static int forget(Step step, Instant before, int most) {
        List<Row> old = step.scan(new Scan(Names.REVISIONS, "", Times.sortable(before), most, false));
        for (Row row : old) {
            step.remove(row.key());
            RowKey revision =
                    Columns.read(row.key().table(), row.value(), from -> Names.revision(from.profile(), from.number()));
            // Looked at, so that the table knows what of its body goes with it.
            String unused = step.value(revision);
            step.remove(revision);
        }
        return old.size();
    }
}
