package dev.latchkey;

import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.SessionEnd;
import java.time.Instant;

/**
 * A session of a profile that is over. Times are the store's clock.
 *
 * @param server who had it: name and id
 * @param token its fencing token; those of a profile rise
 * @param began when it was granted
 * @param ended when it ended; the same for a write that needed no session
 * @param how what ended it
 * @param by who did: name and id of a server, or a person; of a hand-over who has it now
 * @param lost what was not stored of it and is kept as orphans: {@link ProfileStore#history} has them
 */
public record PastSession(
        String server, long token, Instant began, Instant ended, SessionEnd how, String by, Inspection.Lost lost) {}
