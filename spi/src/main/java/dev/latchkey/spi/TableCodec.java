package dev.latchkey.spi;

import java.time.Instant;
import java.util.List;

/**
 * The bytes of a table's rows. The first says which layout follows; readers know every layout up to their own
 * and refuse newer ones, so that a newer row is never mangled.
 */
final class TableCodec {
    private static final int LAYOUT = 1;

    private TableCodec() {}

    static byte[] encode(ProfileRecord record) {
        TableWriter out = new TableWriter().octet(LAYOUT);
        Head head = record.head();
        Dates dates = record.dates();
        out.number(head.token()).optional(head.owner(), out::id).optional(head.claim(), out::id);
        out.number(head.version()).optional(head.write(), out::id).optional(head.sealed(), out::id);
        out.each(head.spent(), out::id).number(head.asks()).optional(head.wanted(), wanted -> wanted(out, wanted));
        out.flag(record.erased())
                .instant(dates.created())
                .instant(dates.updated())
                .instant(dates.session())
                .optional(record.contested(), out::instant);
        return out.optional(record.payload(), payload -> payload(out, payload)).done();
    }

    static ProfileRecord record(ProfileId profile, byte[] bytes) {
        TableReader in = begin(bytes);
        Head head = new Head(
                in.number(),
                in.optional(in::id),
                in.optional(in::id),
                in.number(),
                in.optional(in::id),
                in.optional(in::id),
                in.each(in::id),
                in.number(),
                in.optional(() -> new Wanted(in.id(), in.id(), in.number())));
        boolean erased = in.flag();
        Dates dates = new Dates(in.instant(), in.instant(), in.instant());
        Instant contested = in.optional(in::instant);
        Payload payload = in.optional(() -> payload(in));
        in.end();
        return new ProfileRecord(profile, head, payload, erased, dates, contested);
    }

    private static void wanted(TableWriter out, Wanted wanted) {
        out.id(wanted.server()).id(wanted.claim()).number(wanted.ask());
    }

    private static void payload(TableWriter out, Payload payload) {
        out.string(payload.codec())
                .number(payload.schema())
                .flag(payload.text())
                .blob(payload.bytes());
    }

    private static Payload payload(TableReader in) {
        String codec = in.string();
        int schema = Math.toIntExact(in.number());
        boolean text = in.flag();
        return new Payload(in.blob(), codec, schema, text);
    }

    static byte[] encode(TableServer server) {
        TableWriter out = new TableWriter().octet(LAYOUT);
        ServerRow row = server.row();
        out.string(row.name()).number(row.beat()).flag(row.buried());
        out.each(server.wanted(), out::profile).number(server.lastTaken());
        return out.each(server.taken(), taken -> taken(out, taken)).done();
    }

    static TableServer server(Id id, byte[] bytes) {
        TableReader in = begin(bytes);
        ServerRow row = new ServerRow(id, in.string(), in.number(), null, null, in.flag());
        List<ProfileId> wanted = in.each(in::profile);
        long lastTaken = in.number();
        List<RenewReply.Taken> taken = in.each(() -> taken(in));
        in.end();
        return new TableServer(row, wanted, lastTaken, taken);
    }

    private static void taken(TableWriter out, RenewReply.Taken taken) {
        out.number(taken.number()).profile(taken.profile()).number(taken.token());
        out.id(taken.claim()).octet(code(taken.how())).string(taken.by());
    }

    private static RenewReply.Taken taken(TableReader in) {
        return new RenewReply.Taken(in.number(), in.profile(), in.number(), in.id(), how(in.octet()), in.string());
    }

    private static int code(RenewReply.How how) {
        return switch (how) {
            case STOLEN -> 1;
            case ERASED -> 2;
            case EDITED -> 3;
        };
    }

    private static RenewReply.How how(int code) {
        for (RenewReply.How how : RenewReply.How.values()) {
            if (code(how) == code) {
                return how;
            }
        }
        throw TableReader.damaged("code=" + code);
    }

    private static TableReader begin(byte[] bytes) {
        TableReader in = new TableReader(bytes);
        int layout = in.octet();
        if (layout != LAYOUT) {
            throw TableReader.damaged("layout=" + layout + " known=" + LAYOUT);
        }
        return in;
    }
}
