package dev.latchkey.spi;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A table's rows as values, and the loop that changes one: read, compute, put if unchanged, again. */
final class TableRows {
    /** How often a change is computed anew, since somebody else's got in between each time. */
    static final int MAX_ATTEMPTS = 64;

    private final ConditionalTable table;

    TableRows(ConditionalTable table) {
        this.table = table;
    }

    static String name(ProfileId profile) {
        return "p/" + profile.store() + "/" + profile.key();
    }

    static String name(Id server) {
        return "s/" + server;
    }

    /** What becomes of a row: a reply, and its new bytes or null to leave it. */
    @SuppressWarnings("ArrayRecordComponent") // a reply, never compared
    record Change<R>(R reply, byte @Nullable [] after) {}

    /** A row could not be read. Nothing was changed for it. */
    static final class Unread extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unread(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private Optional<ConditionalTable.Row> read(String name) {
        return switch (table.read(name)) {
            case Outcome.Done<Optional<ConditionalTable.Row>> done -> done.reply();
            case Outcome.NotDone<Optional<ConditionalTable.Row>> not -> throw unread(not.failure());
            case Outcome.Unknown<Optional<ConditionalTable.Row>> unknown -> throw unread(unknown.failure());
        };
    }

    private static Unread unread(Outcome.Failure failure) {
        return new Unread(failure.message(), failure.cause());
    }

    @Nullable
    ProfileRecord record(ProfileId profile) {
        return read(name(profile))
                .map(row -> TableCodec.record(profile, row.value()))
                .orElse(null);
    }

    @Nullable
    TableServer server(Id server) {
        return read(name(server))
                .map(row -> TableCodec.server(server, row.value()))
                .orElse(null);
    }

    @Nullable
    ServerRow serverRow(Id server) {
        TableServer found = server(server);
        return found == null ? null : found.row();
    }

    /** Changes a row by what {@code compute} makes of the bytes found; it may run many times. */
    <R> Outcome<R> change(String name, Function<byte @Nullable [], Change<R>> compute) {
        try {
            for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
                ConditionalTable.Row row = read(name).orElse(null);
                Change<R> change = compute.apply(row == null ? null : row.value());
                byte[] after = change.after();
                Outcome<Boolean> put =
                        after == null ? Outcome.done(true) : table.put(name, after, row == null ? null : row.stamp());
                if (put instanceof Outcome.NotDone<Boolean> not) {
                    return new Outcome.NotDone<>(not.failure());
                }
                if (put instanceof Outcome.Unknown<Boolean> unknown) {
                    return new Outcome.Unknown<>(unknown.failure());
                }
                if (put instanceof Outcome.Done<Boolean> done && done.reply()) {
                    return Outcome.done(change.reply());
                }
            }
        } catch (Unread | StoreException e) {
            return Outcome.notDone(String.valueOf(e.getMessage()), e);
        }
        return Outcome.notDone("a row changed " + MAX_ATTEMPTS + " times while it was being changed; try again", null);
    }
}
