package dev.latchkey.core;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Bytes of {@link JournalEntry}s in a journal file, with a checksum. Thread-safe: no state. */
public final class JournalCodec {
    private static final long MAGIC = 0x4c4b4a4f55524e32L; // "LKJOURN2"
    private static final int UNRELEASED = 1;
    private static final int UNSHELVED = 2;

    private JournalCodec() {}

    /** The bytes of a whole journal. */
    public static byte[] encode(List<JournalEntry> entries) {
        Bytes.Writer out = new Bytes.Writer().number(entries.size());
        for (JournalEntry entry : entries) {
            switch (entry) {
                case JournalEntry.Unreleased unreleased -> write(out.tag(UNRELEASED), unreleased);
                case JournalEntry.Unshelved unshelved -> write(out.tag(UNSHELVED), unshelved.orphan());
            }
        }
        byte[] body = out.done();
        return new Bytes.Writer()
                .number(MAGIC)
                .number(checksum(body))
                .bytes(body)
                .done();
    }

    /**
     * The entries in these bytes.
     *
     * @throws IllegalArgumentException if they are no whole journal; the message says why
     */
    public static List<JournalEntry> decode(byte[] bytes) {
        Bytes.Reader file = new Bytes.Reader(bytes);
        if (file.number() != MAGIC) {
            throw new IllegalArgumentException("not a journal");
        }
        long sum = file.number();
        byte[] body = file.bytes();
        file.end();
        if (checksum(body) != sum) {
            throw new IllegalArgumentException("the journal's checksum does not fit");
        }
        Bytes.Reader in = new Bytes.Reader(body);
        long count = in.number();
        List<JournalEntry> entries = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            entries.add(read(in));
        }
        in.end();
        return entries;
    }

    private static long checksum(byte[] body) {
        CRC32C sum = new CRC32C();
        sum.update(body, 0, body.length);
        return sum.getValue();
    }

    private static JournalEntry read(Bytes.Reader in) {
        int kind = in.tag();
        if (kind == UNRELEASED) {
            return unreleased(in);
        }
        if (kind == UNSHELVED) {
            return new JournalEntry.Unshelved(orphan(in));
        }
        throw new IllegalArgumentException("unknown kind of entry: " + kind);
    }

    private static void write(Bytes.Writer out, JournalEntry.Unreleased entry) {
        out.profile(entry.profile()).id(entry.server());
        CommitCodec.fence(out, entry.fence());
        out.id(entry.successor()).payload(entry.payload()).flag(entry.alternative());
        CommitCodec.effects(out, entry.cargo().effects(null));
        Commit commit = entry.inFlight();
        out.flag(commit != null);
        if (commit != null) {
            CommitCodec.commit(out, commit);
        }
    }

    private static JournalEntry unreleased(Bytes.Reader in) {
        ProfileId profile = in.profile();
        Id server = in.id();
        Fence fence = CommitCodec.fence(in);
        Id successor = in.id();
        Payload payload = in.payload();
        boolean alternative = in.flag();
        Cargo cargo = Cargo.of(CommitCodec.effects(in));
        Commit inFlight = in.flag() ? CommitCodec.commit(in) : null;
        return new JournalEntry.Unreleased(profile, server, fence, inFlight, successor, payload, cargo, alternative);
    }

    private static void write(Bytes.Writer out, OrphanShelf.Orphan orphan) {
        out.profile(orphan.profile()).id(orphan.write()).id(orphan.server());
        CommitCodec.fence(out, orphan.fence());
        out.payload(orphan.payload()).text(orphan.reason()).flag(orphan.maybeApplied());
    }

    private static OrphanShelf.Orphan orphan(Bytes.Reader in) {
        ProfileId profile = in.profile();
        Id write = in.id();
        Id server = in.id();
        Fence fence = CommitCodec.fence(in);
        Payload payload = in.payload();
        Payload present = payload == null ? new Payload(new byte[0], "bytes", 0, false) : payload;
        return new OrphanShelf.Orphan(profile, write, fence, server, present, in.text(), in.flag());
    }
}
