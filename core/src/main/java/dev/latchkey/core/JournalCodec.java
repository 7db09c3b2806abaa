package dev.latchkey.core;

import java.util.List;

/** Bytes of {@link JournalEntry}s in a journal file, with a checksum. Thread-safe: no state. */
public final class JournalCodec {
    private JournalCodec() {}

    /** The bytes of a whole journal. */
    public static byte[] encode(List<JournalEntry> entries) {
        return new byte[0];
    }

    /**
     * The entries in these bytes.
     *
     * @throws IllegalArgumentException if they are no whole journal; the message says why
     */
    public static List<JournalEntry> decode(byte[] bytes) {
        return List.of();
    }
}
