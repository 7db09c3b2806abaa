package dev.latchkey.internal;

import dev.latchkey.spi.Dates;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Writes profiles as lines of JSON. For one thread. */
final class Exporting {
    private final Listing listing;
    private final String store;
    private long written;

    Exporting(Listing listing, String store) {
        this.listing = listing;
        this.store = store;
    }

    long run(String prefix, Appendable out) {
        listing.records(store, prefix, record -> {
            Payload payload = record.payload();
            if (payload != null) {
                append(out, line(record, payload));
                written++;
            }
        });
        return written;
    }

    private static void append(Appendable out, String line) {
        try {
            Appendable unused = out.append(line).append('\n');
        } catch (IOException failed) {
            throw new UncheckedIOException("the export cannot be written", failed);
        }
    }

    private static String line(ProfileRecord record, Payload payload) {
        Dates dates = record.dates();
        return "{\"store\":" + JsonLine.quote(record.profile().store())
                + ",\"key\":" + JsonLine.quote(record.profile().key())
                + ",\"codec\":" + JsonLine.quote(payload.codec())
                + ",\"schema\":" + payload.schema()
                + ",\"created\":\"" + dates.created() + "\",\"updated\":\"" + dates.updated() + "\",\"session\":\""
                + dates.session() + "\"," + content(payload) + "}";
    }

    /** JSON as it is but for white space, other text as a string, and anything else in Base64. */
    private static String content(Payload payload) {
        String text = new String(payload.bytes(), StandardCharsets.UTF_8);
        if (!payload.text() || !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), payload.bytes())) {
            return "\"base64\":\"" + Base64.getEncoder().encodeToString(payload.bytes()) + "\"";
        }
        Optional<String> json = JsonLine.compact(text);
        return json.map(compact -> "\"data\":" + compact).orElseGet(() -> "\"text\":" + JsonLine.quote(text));
    }
}
