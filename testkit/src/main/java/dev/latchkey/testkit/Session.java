package dev.latchkey.testkit;

import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Write;
import org.jspecify.annotations.Nullable;

/** What a contract's server knows of a session that it was granted. */
public record Session(ProfileId profile, Id server, Id claim, long token, long version) {
    /** The session that {@code record} grants. */
    public static Session of(ProfileRecord record, Id server, Id claim) {
        return new Session(
                record.profile(),
                server,
                claim,
                record.head().token(),
                record.head().version());
    }

    /** What fences its next write. */
    public Fence fence() {
        return new Fence(token, claim, version);
    }

    /** A write of this session. */
    public Write write(@Nullable Payload payload, Write.After after) {
        return new Write(profile, fence(), payload, after);
    }

    /** The session after a write that applied. */
    public Session after(CommitReply.Written written) {
        return new Session(profile, server, claim, written.token(), written.version());
    }
}
