package dev.latchkey;

import dev.latchkey.internal.Plugins;
import dev.latchkey.internal.Server;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StorageEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One game server's connection to the players' data: it opens profiles, keeps them, and gives them to other
 * servers that ask. One per process is usual, several are fine. Thread-safe.
 */
public final class Latchkey implements AutoCloseable {
    private final Server server;

    private Latchkey(Server server) {
        this.server = server;
    }

    /**
     * Connects to a store with {@link Options#DEFAULT}.
     *
     * @param url for example {@code sqlite:players.db}; the scheme names the engine, which must be on the class
     *     path or module path
     * @throws IllegalArgumentException if no engine or bus serves the URL; says which artifact to add
     * @throws dev.latchkey.spi.StoreException if the store cannot be opened
     * @throws StoreAwayException if it does not answer within 30 s
     */
    public static Latchkey open(String url) {
        return open(url, options -> options);
    }

    /** Like {@link #open(String)}, with options, for example {@code o -> o.withName("lobby-1")}. */
    public static Latchkey open(String url, UnaryOperator<Options> options) {
        return new Latchkey(Plugins.open(url, options.apply(Options.DEFAULT)));
    }

    /**
     * Connects by an engine and a bus that exist already; they stay the caller's, who closes them afterwards.
     *
     * @param bus null for none: hand-offs then take seconds (rule L6)
     * @throws StoreAwayException if the store does not answer within 30 s
     */
    public static Latchkey with(StorageEngine engine, @Nullable MessageBus bus, Options options) {
        return new Latchkey(Plugins.with(engine, bus, options));
    }

    /**
     * The profiles of one kind. Cheap; keep it or ask again, with the same type.
     *
     * @param name 1–64 characters of {@code a–z 0–9 _ -}
     * @param fresh the data of a new player; its result is not saved before the first update
     * @throws IllegalArgumentException if the name is not like that, or no codec handles the type
     */
    public <T> ProfileStore<T> profiles(String name, Class<T> type, Supplier<T> fresh) {
        return profiles(name, type, fresh, options -> options);
    }

    /** Like {@link #profiles(String, Class, Supplier)}, with options. */
    public <T> ProfileStore<T> profiles(
            String name, Class<T> type, Supplier<T> fresh, UnaryOperator<StoreOptions<T>> options) {
        return server.stores().profiles(name, type, fresh, options.apply(StoreOptions.defaults()));
    }

    /**
     * Data that many servers share and change a little at a time, without sessions unless one is locked. Cheap; keep it or ask again, with the
     * same type.
     *
     * @param name 1–64 characters of {@code a–z 0–9 _ -}; not one of profiles
     * @param fresh the data of a new document, before its first update
     * @throws IllegalArgumentException if the name is not like that or of profiles, or no codec handles the type
     */
    public <T> Documents<T> documents(String name, Class<T> type, Supplier<T> fresh) {
        return documents(name, type, fresh, options -> options);
    }

    /** Like {@link #documents(String, Class, Supplier)}, with options; documents have no unique items. */
    public <T> Documents<T> documents(
            String name, Class<T> type, Supplier<T> fresh, UnaryOperator<StoreOptions<T>> options) {
        return server.stores().documents(name, type, fresh, options.apply(StoreOptions.defaults()));
    }

    /**
     * Changes several profiles in one step: all of it is stored, or nothing (rule S7). They may be open here, on other
     * servers, or nowhere. While it runs nobody else changes them: updates of them wait, here and elsewhere. Documents may
     * be among them: nobody locks those, so the function runs again where somebody else was faster.
     *
     * <p>The function runs on this thread, and again on fresh data where something came between: it must do nothing but
     * read, set and send, and must not update one of the profiles otherwise, which would wait for it. What it throws gives
     * the transaction up, and is thrown here. To be called outside of updates of its profiles. Blocks; interrupting it gives it up, unless
     * it is on its way to the store already: then the store's answer is waited for, however long that takes.
     *
     * @param profiles all that are read or set, profiles and documents; the store locks them in one order, so two transactions never wait for each
     *     other for good
     * @throws TransactionConflictException if they could not be brought together within the patience, 10 s by default
     * @throws DocumentLockedException if somebody had one of the documents locked until the patience was over
     * @throws TransactionCancelledException if the function called {@link Tx#cancel}
     * @throws NestedChangeException if it is called inside an update, a letter's handler or a transaction of one of its
     *     profiles on this thread; at once
     * @throws ItemHeldException if a unique item would have two holders
     * @throws MailboxFullException if a letter finds no room
     * @throws UnreadableProfileException if one of them cannot be read; all stay as they are
     * @throws StoreAwayException if a document cannot be read within 10 s; nothing is stored
     * @throws OutcomeUnknownException if nobody can tell whether it was stored, or the server stopped before the store had
     *     answered
     * @throws ShuttingDownException if this server is being closed
     */
    public <R> R transactAndGet(List<? extends Ref<?>> profiles, Function<Tx, R> function) {
        return transactAndGet(profiles, function, options -> options);
    }

    /** Like {@link #transactAndGet(List, Function)}, with options. */
    public <R> R transactAndGet(
            List<? extends Ref<?>> profiles, Function<Tx, R> function, UnaryOperator<TransactionOptions> options) {
        return server.transact(List.copyOf(profiles), function, options.apply(TransactionOptions.DEFAULT));
    }

    /** Like {@link #transactAndGet(List, Function)}, for what returns nothing. */
    public void transact(List<? extends Ref<?>> profiles, Consumer<Tx> function) {
        transact(profiles, function, options -> options);
    }

    /** Like {@link #transact(List, Consumer)}, with options. */
    public void transact(
            List<? extends Ref<?>> profiles, Consumer<Tx> function, UnaryOperator<TransactionOptions> options) {
        Boolean unused = transactAndGet(
                profiles,
                tx -> {
                    function.accept(tx);
                    return true;
                },
                options);
    }

    /**
     * Like {@link #transactAndGet(List, Function)}, without blocking: the function runs on a thread of the library's. Called
     * inside an update of one of its profiles it begins when that is over; waiting for it there would be in vain.
     * Cancelling the future gives the transaction up, unless it is on its way to the store already.
     */
    public <R> CompletableFuture<R> transactAsync(List<? extends Ref<?>> profiles, Function<Tx, R> function) {
        return transactAsync(profiles, function, options -> options);
    }

    /** Like {@link #transactAsync(List, Function)}, with options. */
    public <R> CompletableFuture<R> transactAsync(
            List<? extends Ref<?>> profiles, Function<Tx, R> function, UnaryOperator<TransactionOptions> options) {
        return server.transactAsync(List.copyOf(profiles), function, options.apply(TransactionOptions.DEFAULT));
    }

    /**
     * Writes the profiles or documents of a store whose key begins with {@code prefix}, each as one line of JSON, whatever
     * their type: see {@link ProfileStore#export}. Blocks.
     *
     * @return how many
     * @throws java.io.UncheckedIOException if {@code out} fails
     * @throws LatchkeyException if the engine cannot list
     */
    public long export(String store, String prefix, Appendable out) {
        return server.stores().export(store, prefix, out);
    }

    /**
     * Reads in lines of any stores, whatever their type: see {@link ProfileStore#importFrom}, which also checks that this
     * server can read them, and enters unique items. Blocks.
     *
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public ImportReport importFrom(Path file, UnaryOperator<ImportOptions> options) {
        return server.stores().importFrom(file, options.apply(ImportOptions.DEFAULT));
    }

    /** This server's id in the store; a new one after the store took this server for dead (rule L3). */
    public Id serverId() {
        return server.id();
    }

    /** This server's display name. */
    public String serverName() {
        return server.options().name();
    }

    /** The engine's optional ability, for example {@link dev.latchkey.spi.Inspection}; empty if it has none. */
    public <A> Optional<A> ability(Class<A> ability) {
        return server.ability(ability);
    }

    /**
     * Ends all sessions, stores everything, gives back the lease (rule L10); what cannot be stored within
     * {@link Options#drain()} goes to the journal. Blocks; a second call waits for the first.
     *
     * <p>Nobody calls it at the end of the process, which no thread of the library's keeps alive: call it where
     * the game stops, or in a shutdown hook. A process that ends without it loses what a kill loses.
     */
    @Override
    public void close() {
        server.close();
    }
}
