package dev.latchkey;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Data that many servers share and change a little at a time: guilds, auctions, settings of a network. Nobody needs to open a
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
     * @throws DocumentLockedException if somebody had it locked for 10 s; nothing was changed
     * @throws StoreAwayException if the store does not answer within 10 s; nothing was stored
     * @throws UpdateConflictException if others were faster for 10 s; nothing was stored
     * @throws OutcomeUnknownException if nobody can tell whether it was stored; names the write
     */
    Optional<T> update(String key, Function<? super T, ? extends @Nullable T> change);

    /** Like {@link #update}, without blocking; the change runs on a thread of the library's callbacks. */
    CompletableFuture<Optional<T>> updateAsync(String key, Function<? super T, ? extends @Nullable T> change);

    /**
     * Locks a document for this server: a session like that of a profile, fenced, leased and handed over to a server that
     * asks for it ({@link ProfileStore#load}). Until it is closed only it changes the document: updates, erasures and
     * transactions of others wait, on this server, too, and fail with {@link DocumentLockedException} in the end; others see
     * what was last saved. In a transaction the locked document is named by {@link Profile#ref}. Blocks; for work on a
     * document that takes longer than one update.
     *
     * <pre>{@code
     * try (Profile<Guild> elves = guilds.lock("elves")) {
     *   elves.onEnding(ending -> council.interrupt());
     *   ...
     *   elves.update(guild -> guild.withTreasury(counted));
     * } // saved and unlocked in one write
     * }</pre>
     *
     * @throws ProfileInUseException if another live server kept it locked for longer than the patience
     * @throws AlreadyOpenException if it is locked or being locked on this server
     * @throws OvertakenException as of {@link ProfileStore#load}; so are the others that this may throw
     */
    default Profile<T> lock(String key) {
        return lock(key, options -> options);
    }

    /** Like {@link #lock(String)}, with options. */
    Profile<T> lock(String key, UnaryOperator<LoadOptions> options);

    /** Like {@link #lock(String)}, without blocking. Cancelling the future cancels it: what it is still granted is given back. */
    default CompletableFuture<Profile<T>> lockAsync(String key) {
        return lockAsync(key, options -> options);
    }

    /** Like {@link #lockAsync(String)}, with options. */
    CompletableFuture<Profile<T>> lockAsync(String key, UnaryOperator<LoadOptions> options);

    /**
     * Erases a document. Blocks.
     *
     * @return whether there was one
     * @throws DocumentLockedException if somebody had it locked for 10 s; nothing was changed
     * @throws StoreAwayException if the store does not answer within 10 s; nothing was erased
     * @throws UpdateConflictException if others were faster for 10 s; nothing was erased
     * @throws OutcomeUnknownException if nobody can tell whether it was erased
     */
    boolean erase(String key);

    /** Like {@link #erase}, without blocking. */
    CompletableFuture<Boolean> eraseAsync(String key);
}
