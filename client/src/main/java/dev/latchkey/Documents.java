package dev.latchkey;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Data that many servers share and change a little at a time: guilds, auctions, settings of a network. Nobody opens a
 * document; each update is one atomic write of its newest state, alone or, named by a {@link #ref}, together with those of
 * a transaction ({@link Latchkey#transact}). Thread-safe.
 *
 * <p>Keys are 1–256 bytes of UTF-8 without control characters. A name is for documents or for profiles, never for both: a
 * record that a session has is refused.
 *
 * @param <T> type of the data
 */
public interface Documents<T> extends Store<T> {
    /**
     * The newest data, empty where there is none. Blocks.
     *
     * @throws UnreadableProfileException if it cannot be read
     * @throws StoreAwayException if the store does not answer within 10 s
     */
    Optional<T> get(String key);

    /** Like {@link #get}, without blocking. */
    CompletableFuture<Optional<T>> getAsync(String key);

    /**
     * Applies a change to the newest data, atomically, and stores the result. One round trip where nobody else has written
     * since this server's last update. Blocks.
     *
     * @param change gets the newest data, of a new document what the default makes; returns the new data, or null to leave
     *     all as it is. It runs again where somebody else was faster, so it does nothing but compute
     * @return what is stored now; empty where the change returned null
     * @throws InvalidProfileException if the validation refuses the new data, or it cannot be encoded
     * @throws ProfileTooLargeException if its encoded form is too long
     * @throws UnreadableProfileException if the present data cannot be read; it stays as it is (rule S8)
     * @throws ProfileInUseException if a session has the record
     * @throws StoreAwayException if the store does not answer within 10 s; nothing was stored
     * @throws UpdateConflictException if others were faster for 10 s; nothing was stored
     * @throws OutcomeUnknownException if nobody can tell whether it was stored; names the write
     */
    Optional<T> update(String key, Function<? super T, ? extends @Nullable T> change);

    /** Like {@link #update}, without blocking; the change runs on a thread of the library's callbacks. */
    CompletableFuture<Optional<T>> updateAsync(String key, Function<? super T, ? extends @Nullable T> change);

    /**
     * Erases a document. Blocks.
     *
     * @return whether there was one
     * @throws ProfileInUseException if a session has the record
     * @throws StoreAwayException if the store does not answer within 10 s; nothing was erased
     * @throws UpdateConflictException if others were faster for 10 s; nothing was erased
     * @throws OutcomeUnknownException if nobody can tell whether it was erased
     */
    boolean erase(String key);

    /** Like {@link #erase}, without blocking. */
    CompletableFuture<Boolean> eraseAsync(String key);
}
