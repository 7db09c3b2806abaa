package dev.latchkey.engine.table;

import dev.latchkey.spi.History.Revision;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.TransactionalTable.Row;
import dev.latchkey.spi.TransactionalTable.RowKey;
import dev.latchkey.spi.TransactionalTable.Scan;
import java.time.Instant;
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
        RowKey key = Names.revision(profile, keeping.revisions());
        String moment = step.moment();
        Line line = new Line()
                .number(found.head().token())
                .number(version)
                .time(found.record().dates().updated())
                .text(found.by())
                .text(occasion.name().toLowerCase(Locale.ROOT))
                .number(payload.size())
                .text(payload.codec())
                .number(payload.schema())
                .flag(payload.text())
                .text(moment);
        step.put(key, line.done(), payload.bytes());
        step.put(
                new RowKey(Names.REVISIONS, moment + " " + Names.of(profile)),
                new Line().profile(profile).number(keeping.revisions()).done());
        return keeping;
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
