package dev.latchkey.internal;

import dev.latchkey.Events;
import dev.latchkey.Host;
import dev.latchkey.LatchkeyException;
import dev.latchkey.Metrics;
import dev.latchkey.Options;
import dev.latchkey.OverloadedException;
import dev.latchkey.Ref;
import dev.latchkey.StoreAwayException;
import dev.latchkey.TransactionOptions;
import dev.latchkey.Tx;
import dev.latchkey.core.Input;
import dev.latchkey.core.JournalEntry;
import dev.latchkey.core.LoadFailure;
import dev.latchkey.core.Node;
import dev.latchkey.core.Rules;
import dev.latchkey.core.Session;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.StorageEngine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One running server: the node, what feeds it and what carries out its wishes. Thread-safe. */
public final class Server {
    private static final long START_SECONDS = 30;

    private final StorageEngine engine;
    private final @Nullable MessageBus bus;
    private final Options options;
    private final boolean owned;
    private final Node node;
    private final Lanes lanes;
    private final Mailbox mailbox;
    private final Hearing hearing;
    private final AutoSave autoSave;
    private final EventQueue events;
    private final Journal journal;
    private final Suspension suspension = new Suspension();
    private final Stores stores;
    private final Remains remains = new Remains();
    final Inside inside = new Inside();

    private final Set<LoadCall<?>> loading = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sessions = new AtomicInteger();
    private final CompletableFuture<Id> started = new CompletableFuture<>();
    private final CompletableFuture<List<JournalEntry>> stopped = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final List<Metrics.Gauge> gauges;
    private final Letters letters;
    private final Mailroom mailroom;
    private volatile @Nullable Id id;
    private volatile boolean closing;
    private MessageBus.@Nullable Subscription subscription;

    /**
     * @param owned whether engine and bus are closed at its end
     */
    Server(StorageEngine engine, @Nullable MessageBus bus, Options options, boolean owned) {
        this.engine = engine;
        this.bus = bus;
        this.options = options;
        this.owned = owned;
        journal = Journal.in(options.journal());
        events = new EventQueue(options.events(), options.host(), options.metrics());
        node = new Node(Times.of(options, bus, engine), Rules.PROTOCOL, new RandomIds());
        lanes = new Lanes(engine, new Shelf(engine, journal), options, this::answers);
        mailbox = new Mailbox(node, options.host(), new Outputs(this), lanes);
        letters = new Letters(options, engine instanceof Mailboxes);
        mailroom = new Mailroom(this, options);
        stores = new Stores(this);
        hearing = new Hearing(bus, mailbox, lanes.commit);
        autoSave = new AutoSave(options.host(), options.autoSave().toNanos(), mailbox);
        gauges = List.of(
                options.metrics().gauge(Names.SESSIONS, sessions::get),
                options.metrics().gauge(Names.LOADING, loading::size));
    }

    private void answers(List<Input> answers, Lane<?, ?> lane) {
        answers.forEach(mailbox::add);
        mailbox.run(lane);
    }

    Server start() {
        mailbox.post(new Input.Start());
        try {
            started.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException away) {
            abort();
            throw new StoreAwayException("store did not answer within " + START_SECONDS + " s", away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            abort();
            throw new StoreAwayException("interrupted while connecting to the store", interrupted);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("starting cannot fail", impossible);
        }
        try {
            takeOver();
            stores.aside().begin();
        } catch (RuntimeException failed) {
            abort();
            throw failed;
        }
        return this;
    }

    /** What earlier processes left behind (L2, L10). */
    private void takeOver() {
        journal.deadServers().forEach(dead -> mailbox.post(new Input.Predecessor(dead)));
        List<JournalEntry> entries = journal.unreplayed();
        if (!entries.isEmpty()) {
            mailbox.post(new Input.Replay(entries));
        }
    }

    private void abort() {
        mailbox.post(new Input.Shutdown(0));
        release();
    }

    /** The options. */
    public Options options() {
        return options;
    }

    /** The present id. */
    public Id id() {
        Id known = id;
        return known == null ? started.join() : known;
    }

    /** The engine's ability. */
    public <A> Optional<A> ability(Class<A> ability) {
        return ability.isInstance(engine) ? Optional.of(ability.cast(engine)) : Optional.empty();
    }

    /** Its stores. */
    public Stores stores() {
        return stores;
    }

    /** Runs a transaction on this thread. */
    public <R> R transact(List<Ref<?>> profiles, Function<Tx, R> function, TransactionOptions chosen) {
        CallersTurn here = new CallersTurn();
        Transacting<R> transacting = new Transacting<>(this, profiles, function, chosen.patience(), here);
        transacting.checkNotNested();
        transacting.begin();
        return here.await(transacting.result, transacting::giveUp);
    }

    /** Runs a transaction aside. */
    public <R> CompletableFuture<R> transactAsync(
            List<Ref<?>> profiles, Function<Tx, R> function, TransactionOptions chosen) {
        Transacting<R> transacting =
                new Transacting<>(this, profiles, function, chosen.patience(), host()::runCallback);
        After.either(transacting.result, (nothing, failure) -> {
            if (transacting.result.isCancelled()) {
                transacting.giveUp("its future was cancelled");
            }
        });
        transacting.begin();
        return transacting.result;
    }

    /** Those of these profiles that are open here. On the core's thread. */
    List<Held<?>> heldNow(Collection<ProfileId> profiles) {
        List<Held<?>> found = new ArrayList<>();
        for (ProfileId profile : profiles) {
            Session session = node.session(profile);
            if (session != null && session.attachment() instanceof Held<?> held) {
                found.add(held);
            }
        }
        return found;
    }

    /**
     * @throws LatchkeyException if the engine has no mail
     */
    void needMail() {
        if (!(engine instanceof Mailboxes)) {
            throw new LatchkeyException("this engine has no mail; use another", null);
        }
    }

    /** Ends it (L10); when it returns it has ended, whoever began that. */
    public void close() {
        boolean first;
        synchronized (started) {
            first = !closing;
            closing = true;
        }
        if (!first) {
            closed.join();
            return;
        }
        try {
            drain();
        } finally {
            release();
            After.complete(closed);
        }
    }

    private void drain() {
        autoSave.all();
        mailbox.post(new Input.Shutdown(options.drain().toNanos()));
        List<JournalEntry> rest = stopped.join();
        if (!rest.isEmpty()) {
            String where = journal.write(rest);
            tell(listener -> listener.journalled(rest.size(), where));
        }
    }

    private void release() {
        gauges.forEach(Metrics.Gauge::close);
        autoSave.close();
        mailroom.close();
        stores.close();
        mailbox.close();
        MessageBus.Subscription open = subscription;
        if (open != null) {
            open.close();
        }
        journal.close();
        if (owned) {
            if (bus != null) {
                bus.close();
            }
            engine.close();
        }
    }

    /** Begins a load; {@code here} lets this thread call the store. */
    void begin(LoadCall<?> call, boolean here) {
        if (loading.size() >= options.maxLoads()) {
            throw new OverloadedException(
                    "too many loads are waiting limit=" + options.maxLoads() + "; try again later", null);
        }
        loading.add(call);
        mailbox.add(new Input.Begin(call.load));
        run(lanes.open, here);
        if (stopped.isDone()) {
            failAll();
        }
    }

    /** Works off the mailbox; {@code here} lets this thread call the store by this lane. */
    void run(Lane<?, ?> lane, boolean here) {
        mailbox.run(here ? lane : null);
        if (here) {
            lane.runHere();
        }
    }

    void arrived(LoadCall<?> call) {
        loading.remove(call);
    }

    private void failAll() {
        loading.removeIf(call -> {
            call.failed(new LoadFailure.ShuttingDown());
            return true;
        });
    }

    /** The session of a profile that the game has open. */
    <T> Optional<Held<T>> held(ProfileId profile) {
        CompletableFuture<Optional<Held<T>>> found = new CompletableFuture<>();
        mailbox.post(() -> found.complete(held(node.session(profile))));
        return found.join();
    }

    @SuppressWarnings("unchecked") // two stores of one name have one type: the game's promise
    private static <T> Optional<Held<T>> held(@Nullable Session session) {
        if (session == null || !(session.attachment() instanceof Held<?> held)) {
            return Optional.empty();
        }
        boolean open = held.state() != null && !held.leaving.isTaken();
        return open ? Optional.of((Held<T>) held) : Optional.empty();
    }

    void joined() {
        sessions.incrementAndGet();
    }

    void left() {
        sessions.decrementAndGet();
    }

    /** The node has this id from now on, and hears what the bus brings for it. */
    void registered(Id now) {
        MessageBus.Subscription former = subscription;
        subscription = hearing.subscribe(now);
        if (former != null) {
            former.close();
        }
        id = now;
        journal.registered(now);
        started.complete(now);
    }

    void publish(Id to, byte[] message) {
        if (bus != null) {
            bus.publish(to, message);
        }
    }

    void suspended(boolean now) {
        suspension.changed();
        if (now) {
            tell(Events::suspended);
        } else {
            tell(Events::resumed);
        }
    }

    void replayed(int applied, int orphaned) {
        options.host().runStoreCall(journal::replayed);
        tell(listener -> listener.replayed(applied, orphaned));
    }

    Remains remains() {
        return remains;
    }

    void stopped(List<JournalEntry> rest) {
        stopped.complete(remains.completed(rest));
        failAll();
    }

    void tell(Consumer<Events> event) {
        events.tell(event);
    }

    boolean isActive(Session session) {
        return node.isActive(session, mailbox.now());
    }

    boolean isClosing() {
        return closing;
    }

    /** Id of the live server of this name, for a transfer. */
    Id idOf(String name) {
        return Directory.idOf(engine, name);
    }

    Lanes lanes() {
        return lanes;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    AutoSave autoSave() {
        return autoSave;
    }

    Letters letters() {
        return letters;
    }

    Mailroom mailroom() {
        return mailroom;
    }

    Suspension suspension() {
        return suspension;
    }

    StorageEngine engine() {
        return engine;
    }

    Host host() {
        return options.host();
    }

    Metrics metrics() {
        return options.metrics();
    }
}
