package dev.latchkey;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * All profiles of one kind, for example those of players. Thread-safe.
 *
 * <p>Keys are 1–256 bytes of UTF-8 without control characters.
 *
 * @param <T> type of the data
 */
public interface ProfileStore<T> {
    /** Its name, for example {@code players}. */
    String name();

    /**
     * Opens a profile: takes its session and its data in one step (rule S1). Waits for the server that still
     * has it, takes over from a dead one. Blocks; meant for virtual threads. Interrupting it cancels it.
     *
     * @throws ProfileInUseException if another live server kept it for longer than the patience
     * @throws OvertakenException if a later load on another server gets it
     * @throws AlreadyOpenException if it is open or being opened on this server
     * @throws UnreadableProfileException if its data cannot be read; the data stays as it is (rule S8)
     * @throws LoadTimeoutException if the store did not answer for longer than the patience
     * @throws LoadCancelledException if the thread was interrupted
     * @throws ShuttingDownException if this server is being closed
     */
    default Profile<T> load(String key) {
        return load(key, options -> options);
    }

    /** Like {@link #load(String)}, with options. */
    Profile<T> load(String key, UnaryOperator<LoadOptions> options);

    /**
     * Like {@link #load(String)}, without blocking. Cancelling the future cancels the load: whatever it is
     * still granted is given back (rule L9).
     */
    default CompletableFuture<Profile<T>> loadAsync(String key) {
        return loadAsync(key, options -> options);
    }

    /** Like {@link #loadAsync(String)}, with options. */
    CompletableFuture<Profile<T>> loadAsync(String key, UnaryOperator<LoadOptions> options);

    /**
     * The data as last saved, read without a session; empty where there is none. It may be out of date
     * when it arrives. Blocks.
     *
     * @throws UnreadableProfileException if it cannot be read
     * @throws StoreAwayException if the store does not answer
     */
    Optional<T> view(String key);

    /** Like {@link #view}, without blocking. */
    CompletableFuture<Optional<T>> viewAsync(String key);

    /** The profile if it is open on this server right now; a shared one as its first caller has it. */
    Optional<Profile<T>> opened(String key);
}
