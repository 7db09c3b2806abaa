package dev.latchkey;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
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

    /**
     * Reads and encodes every profile as a load and the next save would, and says what would fail: for a new
     * version of the game, before it meets its players. Takes no session and writes nothing, so it may run beside
     * live servers; it sees each profile as last saved, and may miss those whose first save comes meanwhile. Blocks,
     * for as long as it takes to read the whole store.
     *
     * @throws LatchkeyException if the engine cannot list its profiles
     * @throws StoreAwayException if the store does not answer
     */
    default DryRun dryRun() {
        return dryRun(progress -> {});
    }

    /**
     * Like {@link #dryRun()}, telling what was found so far every 32 profiles, on the calling thread.
     *
     * @param progress ends the run by throwing
     */
    DryRun dryRun(Consumer<DryRun> progress);

    /** The profile if it is open on this server right now; a shared one as its first caller has it. */
    Optional<Profile<T>> opened(String key);

    /** Names a profile of this store. */
    Ref<T> ref(String key);

    /**
     * Handles letters of a class: the returned data and the acknowledgement are one write, so that a letter takes effect
     * exactly once (rule S6). Letters that came before are handled now. They are handled one at a time for each profile,
     * in the order in which they came, on a thread of the library's, as an update of a profile that is open here. What it
     * throws leaves the letter waiting; after five times the letter goes to the dead letters.
     *
     * @param type the messages' own class; its simple name is what letters carry
     * @throws IllegalStateException if there is a handler for a class of this name
     * @throws LatchkeyException if the engine has no mail
     */
    <M> void onMail(Class<M> type, MailHandler<T, M> handler);

    /** Like {@link #onMail(Class, MailHandler)}, for what answers nothing. */
    default <M> void onMail(Class<M> type, BiFunction<T, M, T> handler) {
        onMail(type, (data, message, outbox) -> handler.apply(data, message));
    }

    /**
     * Sends a letter to a profile, open anywhere, closed or never seen. Not part of any update: see {@link Profile#send}
     * for one that is.
     *
     * @param message at most 64 KiB when encoded
     * @return done when the store has it; fails with {@link MailboxFullException}, {@link ItemHeldException}, {@link
     *     StoreAwayException}, or {@link OutcomeUnknownException}: send it again with the same id then
     */
    default CompletableFuture<Void> send(String key, Object message) {
        return send(key, message, options -> options);
    }

    /** Like {@link #send(String, Object)}, delivered once however often it is sent with this id. */
    default CompletableFuture<Void> send(String key, Object message, String id) {
        return send(key, message, options -> options.withId(id));
    }

    /** Like {@link #send(String, Object)}, with options. */
    CompletableFuture<Void> send(String key, Object message, UnaryOperator<MailOptions> options);
}
