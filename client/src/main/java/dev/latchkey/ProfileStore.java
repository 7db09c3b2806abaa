package dev.latchkey;

import dev.latchkey.spi.DeadLetter;
import dev.latchkey.spi.Difference;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.Id;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All profiles of one kind, for example those of players. Thread-safe.
 *
 * <p>Keys are 1–256 bytes of UTF-8 without control characters.
 *
 * @param <T> type of the data
 */
public interface ProfileStore<T> extends Store<T> {
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

    /**
     * The newest data: where the profile is open, its server saves it first. Nobody is evicted. Blocks.
     *
     * @throws UnreadableProfileException if it cannot be read
     * @throws TransactionConflictException if the server that has it does not answer within 10 s
     * @throws StoreAwayException if the store does not answer
     */
    Optional<T> viewNewest(String key);

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

    /**
     * Handles letters of a class: the returned data and the acknowledgement are one write, so that a letter takes effect
     * exactly once (rule S6). Letters that came before are handled now.
     *
     * <p>The handler is called as an update of a profile that is open here, one letter of it at a time, in the order in
     * which they came, on a thread of the library's; a save follows at once. Where it throws, the letter is tried again
     * after 1, 5, 15 and 30 s, or in the next session, and then goes to the dead letters ({@link Events#letterDead});
     * meanwhile later letters are handled. A letter that nobody handles waits.
     *
     * @param type the messages' own class; its simple name is what letters carry
     * @throws IllegalStateException if there is a handler for a class of this name
     * @throws LatchkeyException if the engine has no mail
     */
    default <M> void onMail(Class<M> type, MailHandler<T, M> handler) {
        onMail(type.getSimpleName(), type, handler);
    }

    /**
     * Like {@link #onMail(Class, MailHandler)}, for letters that carry another name: those of {@link
     * MailOptions#withType}, or of a class that had this name when they were sent.
     */
    <M> void onMail(String name, Class<M> type, MailHandler<T, M> handler);

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

    /**
     * Letters to profiles of this store that will not be delivered, newest first: their handler kept failing, they expired,
     * or they found no room. At most 1,000. Blocks, as all that follows.
     *
     * @throws LatchkeyException if the engine has no mail
     * @throws StoreAwayException if the store does not answer within 10 s
     */
    List<DeadLetter> deadLetters();

    /** Like {@link #deadLetters()}, to one profile. */
    List<DeadLetter> deadLetters(String key);

    /**
     * Lets a dead letter wait again, as the newest of its mailbox, for ever, whatever room there is. It comes to an open
     * profile within one renewal, and takes effect once, as any letter (rule S6).
     *
     * @param letter its id
     * @return whether there was such a dead letter
     * @throws StoreAwayException if the store does not answer within 10 s; nothing is changed
     * @throws OutcomeUnknownException if nobody can tell whether it is done
     */
    boolean retryDeadLetter(String key, String letter);

    /**
     * Removes a dead letter and the unique items in it, for good. Its id stays known, so that it does not come again.
     *
     * @param letter its id
     * @return whether there was such a dead letter
     * @throws StoreAwayException if the store does not answer within 10 s; nothing is changed
     * @throws OutcomeUnknownException if nobody can tell whether it is done
     */
    boolean removeDeadLetter(String key, String letter);

    /**
     * Earlier states of a profile, and edits of it that lost their session, newest first; at most 1,000 of each.
     *
     * @throws LatchkeyException if the engine keeps no history
     * @throws StoreAwayException if the store does not answer within 10 s
     */
    List<Revision> history(String key);

    /**
     * The data of an earlier state, migrated where it is older; nothing is written. Empty where there is no such state.
     *
     * @throws UnreadableProfileException if it cannot be read
     */
    Optional<T> revision(String key, long number);

    /**
     * Like {@link #revision(String, long)}, of an edit that lost its session.
     *
     * @param orphan names it: {@link Revision.Orphan#write()}
     */
    Optional<T> revision(String key, Id orphan);

    /**
     * What has changed since an earlier state, part by part; where nothing is stored now, everything.
     *
     * @throws LatchkeyException if there is no such state, or the codec cannot compare it
     */
    List<Difference> diff(String key, long number);

    /** Like {@link #diff(String, long)}, between two earlier states. */
    List<Difference> diff(String key, long before, long after);

    /** Like {@link #restore(String, long, UnaryOperator)}, refused where a unique item in it is elsewhere. */
    default List<Holding> restore(String key, long number) {
        return restore(key, number, options -> options);
    }

    /**
     * Puts an earlier state in the place of the present one, which is kept in the history. In a transaction, so that nobody
     * is evicted: a game that has the profile open goes on with the restored state, and hears of it ({@link
     * Profile#onChanged}).
     *
     * @return what was left out, and where it is
     * @throws LatchkeyException if there is no such state
     * @throws UnreadableProfileException if this server could not read that state; nothing is changed
     * @throws ItemHeldException if unique items in it are elsewhere now, and are not to be left out; names all of them;
     *     nothing is changed
     * @throws ProfileInUseException if the present state cannot be read here, and a live server has it open
     * @throws TransactionConflictException if it could not be had within 10 s; nothing is changed
     * @throws StoreAwayException if the store does not answer within 10 s; nothing is changed
     * @throws OutcomeUnknownException if nobody can tell whether it is done
     */
    List<Holding> restore(String key, long number, UnaryOperator<RestoreOptions<T>> options);

    /**
     * Changes a profile from outside, wherever it is open, or where it is not: a transaction of one ({@link
     * Latchkey#transact}), so that nobody is evicted and nothing is lost. Blocks.
     *
     * @param change as of a transaction: it may run again
     * @return the new data
     * @throws NestedChangeException if it is called inside another change of this profile on this thread
     * @throws TransactionConflictException if it could not be had within 10 s; nothing is changed
     */
    T edit(String key, UnaryOperator<T> change);

    /**
     * Like {@link #restore(String, long, UnaryOperator)}, of an edit that lost its session: puts in place what the player
     * had there.
     *
     * @param orphan names it: {@link Revision.Orphan#write()}
     * @throws LatchkeyException if there is no such edit
     */
    List<Holding> restore(String key, Id orphan, UnaryOperator<RestoreOptions<T>> options);

    /** Like {@link #restore(String, Id, UnaryOperator)}, refused where a unique item in it is elsewhere. */
    default List<Holding> restore(String key, Id orphan) {
        return restore(key, orphan, options -> options);
    }

    /**
     * Erases a profile, its tags and its history, by force: a server that has it open loses its session, and its later writes are
     * refused (rule S5). Letters that wait go with it; their ids are remembered, so that none comes twice.
     *
     * @return whether there was something to erase
     * @throws StoreAwayException if the store does not answer within 10 s; nothing is erased
     * @throws UpdateConflictException if others were faster for 10 s; nothing is erased
     * @throws OutcomeUnknownException if nobody can tell whether it is done
     */
    boolean erase(String key);

    /**
     * Who had a profile, and how that ended: its sessions that are over, newest first, at most 1,000. They are forgotten
     * when the history is ({@link Options#withHistoryKept}).
     *
     * @throws LatchkeyException if the engine keeps no audit
     * @throws StoreAwayException if the store does not answer within 10 s
     */
    List<PastSession> sessions(String key);

    /**
     * Keys that begin with {@code prefix}, in order.
     *
     * @param after only those after this one, null for the first page
     * @param limit how many at most, ≥ 1
     * @throws LatchkeyException if the engine cannot list
     */
    List<String> keys(String prefix, @Nullable String after, int limit);

    /**
     * Keys of the profiles that have a tag with exactly this value ({@link StoreOptions#withTags}), in order: those that
     * were saved with it.
     *
     * @param after only those after this one, null for the first page
     * @param limit how many at most, ≥ 1
     * @throws LatchkeyException if the engine keeps no tags
     * @throws StoreAwayException if the store does not answer within 10 s
     */
    List<String> find(String tag, String value, @Nullable String after, int limit);

    /**
     * The tags of a profile as last saved, by name; empty where it has none, or is not there.
     *
     * @throws LatchkeyException if the engine keeps no tags
     * @throws StoreAwayException if the store does not answer within 10 s
     */
    Map<String, String> tags(String key);

    /**
     * Writes profiles whose key begins with {@code prefix} as they were last saved, each as one line of JSON; erased ones
     * and those that were never saved are left out. May run beside live servers.
     *
     * @return how many
     * @throws java.io.UncheckedIOException if {@code out} fails
     * @throws LatchkeyException if the engine cannot list
     */
    long export(String prefix, Appendable out);

    /** Like {@link #importFrom(Path, UnaryOperator)}, and nothing that is there is overwritten. */
    default ImportReport importFrom(Path file) {
        return importFrom(file, options -> options);
    }

    /**
     * Reads in what {@link #export} wrote. First all lines are checked: each must be of this store, readable by this server
     * and of a profile that no session has. Only if all are good, they are written, one by one; what then fails is
     * reported by its line.
     *
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    ImportReport importFrom(Path file, UnaryOperator<ImportOptions> options);
}
