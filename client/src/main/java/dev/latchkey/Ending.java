package dev.latchkey;

import dev.latchkey.spi.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session is about to end: the last moment to update it, or, where it was taken by force, the news that
 * it is gone.
 *
 * @param deadline by this server's wall clock; the state is taken then, ready or not
 * @param to server that gets the session, null where nobody is known
 */
public record Ending(
        EndReason reason, Instant deadline, @Nullable Id to) {}
