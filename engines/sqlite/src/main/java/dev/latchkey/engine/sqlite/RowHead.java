package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Dates;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Wanted;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code profile} without its payload, read as one text: the driver asks SQLite for the name of each result column at
 * each execution, which for eighteen of them costs more than the search.
 *
 * @param number the row's
 * @param codec of the payload; empty for none
 */
record RowHead(
        long number,
        Head head,
        boolean erased,
        Dates dates,
        @Nullable Instant contested,
        int schema,
        boolean text,
        String codec) {
    /** The expression that {@link #parse} reads; null is empty. The codec's name stands last, since it may hold anything. */
    static final String COLUMN = "concat(id, ',', token, ',', owner, ',', claim, ',', version, ',', write, ',', sealed,"
            + " ',', spent, ',', asks, ',', wanted_server, ',', wanted_claim, ',', wanted_ask, ',', created_at, ',',"
            + " updated_at, ',', session_at, ',', erased, ',', contested_until, ',', schema, ',',"
            + " typeof(payload) = 'text', ',', codec)";

    private static final int ID_DIGITS = 32;
    private static final int LONG_DIGITS = 16;
    private static final int DECIMAL = 10;

    /**
     * @throws IllegalArgumentException if a field is not what it should be: the file was written by something else
     */
    static RowHead parse(String packed) {
        Fields from = new Fields(packed);
        long number = from.number();
        Head head = head(from);
        Dates dates = new Dates(from.time(), from.time(), from.time());
        boolean erased = from.number() != 0;
        return new RowHead(
                number,
                head,
                erased,
                dates,
                from.atEmpty() ? null : from.time(),
                from.atEmpty() ? 0 : (int) from.number(),
                from.number() != 0,
                from.rest());
    }

    private static Head head(Fields from) {
        long token = from.number();
        Id owner = from.id();
        Id claim = from.id();
        long version = from.number();
        Id write = from.id();
        Id sealed = from.id();
        List<Id> spent = Columns.ids(from.next());
        long asks = from.number();
        Id server = from.id();
        Id load = from.id();
        long ask = from.atEmpty() ? 0 : from.number();
        Wanted wanted = server == null || load == null ? null : new Wanted(server, load, ask);
        return new Head(token, owner, claim, version, write, sealed, spent, asks, wanted);
    }

    /** The record; {@code bytes} is its payload, if there is one and it was asked for. */
    ProfileRecord record(ProfileId profile, byte @Nullable [] bytes) {
        Payload payload = bytes == null || codec.isEmpty() ? null : new Payload(bytes, codec, schema, text);
        return new ProfileRecord(profile, head, payload, erased, dates, contested);
    }

    /** Goes through the fields, each of which ends with a comma. */
    private static final class Fields {
        private final String text;
        private int at;

        Fields(String text) {
            this.text = text;
        }

        /** Whether the next field is empty; it is then passed over. */
        boolean atEmpty() {
            boolean empty = text.charAt(at) == ',';
            at += empty ? 1 : 0;
            return empty;
        }

        private int end() {
            int end = text.indexOf(',', at);
            if (end < 0) {
                throw new IllegalArgumentException("a row with too few fields: " + text);
            }
            return end;
        }

        String next() {
            int end = end();
            String field = text.substring(at, end);
            at = end + 1;
            return field;
        }

        long number() {
            int end = end();
            long number = Long.parseLong(text, at, end, DECIMAL);
            at = end + 1;
            return number;
        }

        Instant time() {
            return Instant.ofEpochMilli(number());
        }

        @Nullable
        Id id() {
            if (atEmpty()) {
                return null;
            }
            int from = at;
            int end = end();
            if (end - from != ID_DIGITS) {
                throw new IllegalArgumentException("an id has 32 hexadecimal digits: " + text.substring(from, end));
            }
            at = end + 1;
            return new Id(
                    HexFormat.fromHexDigitsToLong(text, from, from + LONG_DIGITS),
                    HexFormat.fromHexDigitsToLong(text, from + LONG_DIGITS, end));
        }

        String rest() {
            return text.substring(at);
        }
    }
}
