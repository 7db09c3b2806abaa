package dev.latchkey;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One open profile: its data, and the right of this server to change it until it is closed, handed off or
 * lost. Thread-safe; of all methods only {@link #close()} and, where so configured, {@link #update(UnaryOperator)} wait for
 * anything but another update of the same profile.
 *
 * <p>Data is changed by {@link #update(UnaryOperator)} alone (or {@link #mutate} in a store of mutable values). Changes are
 * durable after the next save: every 30 s by default, on {@link #save()}, and when the session ends.
 *
 * <p>Callbacks run on threads of their own. They may throw (it is logged), hang (the state is taken at the
 * deadline) or call back in.
 *
 * @param <T> type of the data
 */
public interface Profile<T> extends AutoCloseable {
    /** Which profile this is. */
    ProfileId id();

    /** Its key in its store. */
    default String key() {
        return id().key();
    }

    /**
     * The newest data. In a store of mutable values this is the live object: look at it on the thread that
     * changes it, and change it only inside {@link #mutate} or {@link #update(UnaryOperator)}.
     */
    T data();

    /** The data as the store surely has it; for mutable values a copy. */
    T saved();

    /**
     * Replaces the data: all or nothing, one update at a time. The new value is validated, encoded and
     * measured before it counts; if anything is wrong with it, the old one stays.
     *
     * @param change called once, on this thread, under the profile's lock: quick, and no update or
     *     transaction of this profile inside
     * @return the new data
     * @throws NestedChangeException if it is called inside another change of this profile on this thread
     * @throws SuspendedException if the session is not active at present (rule L3)
     * @throws SessionEndedException if the session is over, or its final state has been taken
     * @throws InvalidProfileException if the validation refuses the new value
     * @throws ProfileTooLargeException if its encoded form is too long
     */
    T update(UnaryOperator<T> change);

    /**
     * Like {@link #update(UnaryOperator)}, with letters that go out in the same write as the new data: a debit and the
     * gift that it pays for are both stored, or neither (rule S6).
     */
    T update(BiFunction<T, Outbox, T> change);

    /** Names this profile, for transactions and letters. */
    Ref<T> ref();

    /**
     * Sends a letter with the next save of this profile, which is started now.
     *
     * @return done when it is durable; fails with {@link MailboxFullException} where there was no room: the letter is
     *     among the dead letters then
     * @throws SuspendedException as {@link #update(UnaryOperator)}
     */
    default CompletableFuture<Void> send(Ref<?> to, Object message) {
        return send(to, message, options -> options);
    }

    /** Like {@link #send(Ref, Object)}, with options. */
    CompletableFuture<Void> send(Ref<?> to, Object message, UnaryOperator<MailOptions> options);

    /** Like {@link #send(Ref, Object)}, to a profile of the same store. */
    CompletableFuture<Void> send(String key, Object message);

    /** Like {@link #update(UnaryOperator)}, on a thread of its own; for threads that must not wait. */
    CompletableFuture<T> updateAsync(UnaryOperator<T> change);

    /**
     * Changes the data in place: all or nothing, like {@link #update(UnaryOperator)}. If {@code change} throws or leaves
     * something wrong, the data is decoded anew from its state before: take the object from {@link #data()}
     * again.
     *
     * @throws IllegalStateException if the store was not opened with {@link StoreOptions#withMutable}
     */
    void mutate(Consumer<T> change);

    /**
     * Saves the newest data.
     *
     * @return done when exactly this state or a newer one is durable; fails with {@link
     *     SessionEndedException} if the session ended without it
     */
    CompletableFuture<Void> save();

    /**
     * Whether this server has the session and surely nobody else does (rules L2, L3). False from the moment
     * that the session's last write is sent.
     */
    boolean isActive();

    /**
     * Calls back when the session is about to end for another reason than {@link #close()} or a transfer by
     * this server: the last moment to update. The session ends when all such callbacks have returned, at the
     * deadline at the latest (5 s by default). Where it was taken by force, calls back when it is gone: it is
     * not active then, and an update throws {@link SessionEndedException}.
     */
    void onEnding(Consumer<Ending> callback);

    /** Calls back once, when the session is over. */
    void onEnded(Consumer<Ended> callback);

    /**
     * Calls back whenever the data was changed by a transaction, here or on another server: a trade, an edit, a state that
     * was restored. Not by updates of this profile, nor by letters.
     *
     * @param callback gets the newest data; at most 1,000 are kept
     */
    void onChanged(Consumer<? super T> callback);

    /**
     * Saves and hands the session to another server in one write, so that a load there finds it waiting. The
     * other server need not have asked.
     *
     * @return done when the store has confirmed it
     */
    CompletableFuture<Void> transferTo(Id server);

    /**
     * Like {@link #transferTo(Id)}, to the live server of this display name.
     *
     * @return fails with {@link UnknownServerException} if there is not exactly one, or the engine cannot
     *     tell; the session goes on
     */
    CompletableFuture<Void> transferTo(String serverName);

    /**
     * Saves and ends the session in one write (rule S3), and waits for it. Does nothing when it is over.
     *
     * @throws SessionEndedException if the session was lost with changes that are not stored
     */
    @Override
    void close();

    /** Like {@link #close()}, without blocking: the data is taken before this returns. */
    CompletableFuture<Void> closeAsync();
}
