package dev.latchkey.internal;

import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this server last saw of documents, so that the next write needs no reading. The fence says when it is out of date.
 * Keeps what was used last: bounded in number and bytes. Thread-safe.
 */
final class Recent {
    private static final int MOST = 4_096;
    private static final long MOST_BYTES = 16 << 20;

    /**
     * A document's record.
     *
     * @param kept by the monotonic clock, when this server last had a state kept in the history; null for never
     */
    record Known(
            Fence fence,
            @Nullable Payload payload,
            @Nullable Long kept) {
        int bytes() {
            return payload == null ? 0 : payload.size();
        }
    }

    private final LinkedHashMap<ProfileId, Known> known = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    synchronized Optional<Known> get(ProfileId document) {
        return Optional.ofNullable(known.get(document));
    }

    synchronized void put(ProfileId document, Known now) {
        forget(document);
        known.put(document, now);
        bytes += now.bytes();
        while (known.size() > MOST || (bytes > MOST_BYTES && known.size() > 1)) {
            forget(known.firstEntry().getKey());
        }
    }

    synchronized void forget(ProfileId document) {
        Known former = known.remove(document);
        bytes -= former == null ? 0 : former.bytes();
    }
}
