package dev.latchkey.core;

import org.jspecify.annotations.Nullable;

/** Why a load ended without a session. Its claim is being given back (L9). */
public sealed interface LoadFailure {
    /** Another live server owns the session and the policy is {@link Conflict#FAIL}. */
    record Held(Owner owner) implements LoadFailure {}

    /**
     * The patience was over.
     *
     * @param owner who had the session last, null where nobody had: the store was away
     */
    record TimedOut(@Nullable Owner owner, String store) implements LoadFailure {}

    /** A later load of the same profile, on another server, got or wants the session (L4). */
    record Overtaken() implements LoadFailure {}

    /** It was cancelled. */
    record Cancelled() implements LoadFailure {}

    /** The profile is open or being loaded on this server. */
    record AlreadyOpen() implements LoadFailure {}

    /** The server is shutting down. */
    record ShuttingDown() implements LoadFailure {}

    /** The record's fencing token is at its limit. */
    record TokenLimit() implements LoadFailure {}
}
