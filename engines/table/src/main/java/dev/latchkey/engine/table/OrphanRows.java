package dev.latchkey.engine.table;

import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection.Lost;
import dev.latchkey.spi.OrphanShelf.Orphan;
import dev.latchkey.spi.OrphanShelf.Shelved;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.TransactionalTable.Get;
import dev.latchkey.spi.TransactionalTable.Row;
import dev.latchkey.spi.TransactionalTable.RowKey;
import dev.latchkey.spi.TransactionalTable.Scan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kept orphans (S9), each write once; a row's body is the payload's bytes. */
final class OrphanRows {
    private OrphanRows() {}

    /** Passes over what is kept already; false for what comes of a session that an erase has ended. */
    static boolean keep(Step step, Orphan orphan) {
        ProfileId profile = orphan.profile();
        String erased = step.value(Names.erased(profile));
        if (erased != null && Long.parseLong(erased) > orphan.fence().token()) {
            return false;
        }
        if (step.value(Names.orphanWrite(orphan.write())) != null) {
            return true;
        }
        String moment = step.moment() + "-" + orphan.write();
        Payload payload = orphan.payload();
        Line line = new Line()
                .number(orphan.fence().token())
                .number(payload.size())
                .flag(orphan.maybeApplied())
                .time(step.now())
                .id(orphan.write())
                .id(orphan.fence().claim())
                .number(orphan.fence().version())
                .id(orphan.server())
                .text(orphan.reason())
                .text(payload.codec())
                .number(payload.schema())
                .flag(payload.text());
        step.put(Names.orphanWrite(orphan.write()), "1");
        step.put(new RowKey(Names.table(Names.ORPHANS, profile), moment), line.done(), payload.bytes());
        step.put(new RowKey(Names.ORPHANS, moment), new Line().profile(profile).done());
        return true;
    }

    static String table(ProfileId profile) {
        return Names.table(Names.ORPHANS, profile);
    }

    static List<Get> reads(Orphan orphan) {
        return List.of(
                new Get(Names.orphanWrite(orphan.write()), false), new Get(Names.erased(orphan.profile()), false));
    }

    /**
     * What was lost of an erased profile goes with it, and so will what comes of the sessions before.
     *
     * @param token of the tombstone
     */
    static void erase(Step step, ProfileId profile, long token) {
        step.put(Names.erased(profile), Long.toString(token));
        for (Row row : step.all(Names.table(Names.ORPHANS, profile))) {
            step.remove(row.key());
            step.remove(new RowKey(Names.ORPHANS, row.key().name()));
            step.remove(Names.orphanWrite(
                    shelved(profile, row.value(), new byte[0]).orphan().write()));
        }
    }

    static List<Shelved> newest(Step step, @Nullable ProfileId profile, int limit) {
        String table = profile == null ? Names.ORPHANS : Names.table(Names.ORPHANS, profile);
        List<RowKey> keys = new ArrayList<>();
        for (Row row : step.scan(new Scan(table, "", "", limit, true))) {
            ProfileId whose =
                    profile == null ? Columns.read(row.key().table(), row.value(), Columns::profile) : profile;
            keys.add(new RowKey(Names.table(Names.ORPHANS, whose), row.key().name()));
        }
        step.read(keys.stream().map(key -> new Get(key, true)).toList());
        List<Shelved> shelved = new ArrayList<>();
        for (RowKey key : keys) {
            Row row = step.row(key, true);
            byte[] body = row == null ? null : row.body();
            if (row != null && body != null) {
                String name = Columns.read(key.table(), key.table(), Columns::text);
                shelved.add(shelved(Names.profileOf(name.substring(Names.ORPHANS.length() + 1)), row.value(), body));
            }
        }
        return shelved;
    }

    private static Shelved shelved(ProfileId profile, String value, byte[] body) {
        return Columns.read("orphan of " + profile, value, from -> {
            long token = from.number();
            long unused = from.number();
            boolean maybe = from.flag();
            var at = from.time();
            Id write = from.id();
            Fence fence = new Fence(token, from.maybeId(), from.number());
            Id server = from.id();
            String reason = from.text();
            Payload payload = new Payload(body, from.text(), from.small(), from.flag());
            return new Shelved(at, new Orphan(profile, write, fence, server, payload, reason, maybe));
        });
    }

    /** What a session lost. */
    static Lost lost(Step step, ProfileId profile, long token) {
        Lost lost = Lost.NONE;
        for (Row row : step.all(Names.table(Names.ORPHANS, profile))) {
            Lost before = lost;
            lost = Columns.read(
                    row.key().table(),
                    row.value(),
                    from -> from.number() != token
                            ? before
                            : new Lost(
                                    before.orphans() + 1,
                                    before.bytes() + from.number(),
                                    from.flag() || before.maybeApplied()));
        }
        return lost;
    }
}
