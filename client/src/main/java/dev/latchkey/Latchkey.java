package dev.latchkey;

import dev.latchkey.internal.Plugins;
import dev.latchkey.internal.Server;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StorageEngine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
    /** How long a transaction may take to bring its profiles together. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

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
        return server.profiles(name, type, fresh, options.apply(StoreOptions.defaults()));
    }

    /**
     * Changes several profiles in one step: all of it is stored, or nothing (rule S7). They may be open here, on other
     * servers, or nowhere. While it runs nobody else changes them; updates of them wait.
     *
     * <p>The function may run more than once, on fresh data, where something came between: it must do nothing but read and
     * set. What it throws gives the transaction up, and is thrown here. Blocks, for 10 s at the most; the function runs on
     * a thread of the library's.
     *
     * @param profiles all that are read or set
     * @throws TransactionConflictException if they could not be brought together in time
     * @throws ItemHeldException if a unique item would have two holders
     * @throws MailboxFullException if a letter finds no room
     * @throws UnreadableProfileException if one of them cannot be read
     * @throws OutcomeUnknownException if the server stopped before the store had answered
     */
    public <R> R transactAndGet(List<? extends Ref<?>> profiles, Function<Tx, R> function) {
        try {
            return transactAsync(profiles, function).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /** Like {@link #transactAndGet}, for what returns nothing. */
    public void transact(List<? extends Ref<?>> profiles, Consumer<Tx> function) {
        Boolean unused = transactAndGet(profiles, tx -> {
            function.accept(tx);
            return true;
        });
    }

    /** Like {@link #transactAndGet}, without blocking. */
    public <R> CompletableFuture<R> transactAsync(List<? extends Ref<?>> profiles, Function<Tx, R> function) {
        return server.transact(List.copyOf(profiles), function, PATIENCE);
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
