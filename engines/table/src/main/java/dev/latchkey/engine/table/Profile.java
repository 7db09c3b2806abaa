package dev.latchkey.engine.table;

import dev.latchkey.spi.Dates;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.TransactionalTable.Row;
import dev.latchkey.spi.Wanted;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A profile's row. Its body is the payload's bytes.
 *
 * @param record where the body was not read, its payload has no bytes and stands for those that are there
 * @param bytes length of the payload, also where the body was not read
 * @param by who stored the payload, empty for nobody
 * @param kept version of the state that the history has got last; null for none
 * @param revisions highest number that a revision was given
 */
record Profile(
        ProfileRecord record,
        int bytes,
        String by,
        @Nullable Long kept,
        long revisions) {
    private static final byte[] NOT_READ = {};

    /** The fields and their order are known to scripts as well; new ones come at the end. */
    String line() {
        Head head = record.head();
        Wanted wanted = head.wanted();
        Dates dates = record.dates();
        Payload payload = record.payload();
        Line line = new Line()
                .number(head.token())
                .id(head.owner())
                .id(head.claim())
                .number(head.version())
                .id(head.write())
                .id(head.sealed())
                .ids(head.spent())
                .number(head.asks())
                .id(wanted == null ? null : wanted.server())
                .id(wanted == null ? null : wanted.claim())
                .number(wanted == null ? 0 : wanted.ask())
                .time(dates.created())
                .time(dates.updated())
                .time(dates.session())
                .time(record.contested())
                .flag(record.erased());
        return line.maybe(payload == null ? null : payload.codec())
                .number(payload == null ? 0 : payload.schema())
                .flag(payload != null && payload.text())
                .number(payload == null ? 0 : bytes)
                .text(by)
                .maybe(kept)
                .number(revisions)
                .done();
    }

    static Profile of(ProfileId profile, Row row) {
        return of(profile, row.value(), row.body());
    }

    static Profile of(ProfileId profile, String line, byte @Nullable [] body) {
        return Columns.read(Names.of(profile), line, columns -> read(profile, columns, body));
    }

    private static Profile read(ProfileId profile, Columns from, byte @Nullable [] body) {
        long token = from.number();
        Id owner = from.maybeId();
        Id claim = from.maybeId();
        long version = from.number();
        Id write = from.maybeId();
        Id sealed = from.maybeId();
        List<Id> spent = from.ids();
        long asks = from.number();
        Id waiter = from.maybeId();
        Id waiting = from.maybeId();
        long ask = from.number();
        Wanted wanted = waiter == null || waiting == null ? null : new Wanted(waiter, waiting, ask);
        Dates dates = new Dates(from.time(), from.time(), from.time());
        Instant contested = from.maybeTime();
        boolean erased = from.flag();
        String codec = from.maybe();
        int schema = from.small();
        boolean text = from.flag();
        Payload payload = codec == null ? null : new Payload(body == null ? NOT_READ : body, codec, schema, text);
        Head head = new Head(token, owner, claim, version, write, sealed, spent, asks, wanted);
        ProfileRecord record = new ProfileRecord(profile, head, payload, erased, dates, contested);
        return new Profile(record, from.small(), from.text(), from.maybeNumber(), from.number());
    }

    /** The row of a profile that has none. */
    static Profile fresh(ProfileRecord record) {
        Payload payload = record.payload();
        return new Profile(record, payload == null ? 0 : payload.size(), "", null, 0);
    }

    /** With another record; who stored its payload is told by {@link #by(String)}. */
    @SuppressWarnings("ReferenceEquality") // the rules hand on what they leave as it is
    Profile with(ProfileRecord next) {
        Payload payload = next.payload();
        boolean same = payload == record.payload();
        return new Profile(next, same ? bytes : payload == null ? 0 : payload.size(), by, kept, revisions);
    }

    Profile by(String server) {
        return new Profile(record, bytes, server, kept, revisions);
    }

    Profile keeping(long version) {
        return new Profile(record, bytes, by, version, revisions + 1);
    }

    Head head() {
        return record.head();
    }
}
