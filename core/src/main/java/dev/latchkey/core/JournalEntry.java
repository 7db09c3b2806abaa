package dev.latchkey.core;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import org.jspecify.annotations.Nullable;

/** What a server could not store before it stopped (L10). {@link JournalCodec} makes bytes of it. */
public sealed interface JournalEntry {
    /** Size of the payloads in it, in bytes. */
    long payloadBytes();

    /**
     * A session that is not released yet.
     *
     * @param server server that has it
     * @param fence what the session last saw
     * @param inFlight a commit that was sent and not answered; replayed with the same id and bytes; or null
     * @param successor id of the commit that follows it and releases the session
     * @param payload newest state, null where there is none newer than {@code inFlight}
     * @param cargo what goes with it
     * @param alternative whether {@code payload} counts only where {@code inFlight}, a transaction, is not stored
     */
    record Unreleased(
            ProfileId profile,
            Id server,
            Fence fence,
            @Nullable Commit inFlight,
            Id successor,
            @Nullable Payload payload,
            Cargo cargo,
            boolean alternative)
            implements JournalEntry {
        @Override
        public long payloadBytes() {
            long inCommit = 0;
            if (inFlight != null) {
                for (Write write : inFlight.writes()) {
                    inCommit += size(write.payload());
                }
            }
            return inCommit + size(payload);
        }

        private static long size(@Nullable Payload payload) {
            return payload == null ? 0 : payload.size();
        }
    }

    /** An orphan that is not on its shelf yet (S9). */
    record Unshelved(OrphanShelf.Orphan orphan) implements JournalEntry {
        @Override
        public long payloadBytes() {
            return orphan.payload().size();
        }
    }
}
