package dev.latchkey.engine.memory;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.DeadLetter;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.History;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.Housekeeping;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.Relocation;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.ServerRules;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.Tags;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A storage engine that keeps everything in the memory of this process: for tests, for a game in one
 * process, and as the simulator's model of a store.
 *
 * <p>Deterministic: the same calls at the same times give the same replies. Every call, a batch too, is one
 * atomic step under one lock. An engine is a handle; {@link #another} gives further handles on the same
 * store, which lives as long as one of them is referred to. Thread-safe.
 */
public final class MemoryEngine
        implements StorageEngine,
                Inspection,
                OrphanShelf,
                Mailboxes,
                ItemIndex,
                History,
                Tags,
                Housekeeping,
                Relocation {
    private static final String CLOSED = "the memory engine is closed; open it again";

    private final MemoryStore store;
    private final @Nullable String name;
    private final Runnable whenClosed;
    private boolean closed;

    MemoryEngine(MemoryStore store, @Nullable String name, Runnable whenClosed) {
        this.store = store;
        this.name = name;
        this.whenClosed = whenClosed;
    }

    /** Builds an engine on a fresh store; the defaults are the system's clock and the protocol's rules. */
    public static MemoryEngineBuilder builder() {
        return new MemoryEngineBuilder();
    }

    /** An engine on a fresh store whose leases run by {@code clock}. */
    public static MemoryEngine create(InstantSource clock) {
        return builder().clock(clock).build();
    }

    /** One more handle on the same store; closing one leaves the others open. */
    public MemoryEngine another() {
        return another(() -> {});
    }

    MemoryEngine another(Runnable whenItCloses) {
        return new MemoryEngine(store, name, whenItCloses);
    }

    /** A handle on a deep copy of the store, with the same rules and clock and without a journal. */
    public MemoryEngine fork() {
        return store.locked(() -> new MemoryEngine(store.fork(store.clock, Journal.NONE), null, () -> {}));
    }

    /** A handle on a deep copy of the store, with the same rules. */
    public MemoryEngine fork(InstantSource clock, Journal journal) {
        return store.locked(() -> new MemoryEngine(store.fork(clock, journal), null, () -> {}));
    }

    @Override
    public List<Outcome<OpenReply>> open(List<Open> opens) {
        return batch(opens, Open::profile, store::open);
    }

    @Override
    public List<Outcome<CommitReply>> commit(List<Commit> commits) {
        return batch(commits, MemoryStore::first, store::commit);
    }

    @Override
    public List<Outcome<Cancel.Cancelled>> cancel(List<Cancel> cancels) {
        return batch(cancels, Cancel::profile, store::cancel);
    }

    @Override
    public List<Outcome<Edit.Edited>> edit(List<Edit> edits) {
        return batch(edits, Edit::profile, store::edit);
    }

    @Override
    public List<Outcome<Optional<ProfileRecord>>> read(List<ProfileId> profiles) {
        return batch(profiles, profile -> profile, profile -> Optional.ofNullable(store.records.get(profile)));
    }

    @Override
    public Outcome<Registration.Registered> register(Registration registration) {
        return one(() -> store.register(registration));
    }

    @Override
    public Outcome<RenewReply> renew(Renewal renewal) {
        return one(() -> store.renew(renewal));
    }

    @Override
    public Outcome<Burial.Reply> bury(Burial burial) {
        return one(() -> store.bury(burial));
    }

    @Override
    public Outcome<List<ServerInfo>> servers() {
        return one(store::serverInfos);
    }

    @Override
    public Outcome<List<SessionInfo>> sessions(@Nullable ProfileId after, int limit) {
        return one(() -> store.records.sessions(after, limit));
    }

    @Override
    public Outcome<List<ProfileId>> keys(String storeName, String prefix, @Nullable String after, int limit) {
        return one(() -> store.records.keys(storeName, prefix, after, limit));
    }

    @Override
    public Outcome<List<String>> stores() {
        return one(store.records::stores);
    }

    @Override
    public Outcome<List<AuditEntry>> audit(@Nullable ProfileId profile, int limit) {
        return one(() -> store.audit.newest(profile, limit, store.tables.shelf()));
    }

    /** Keeps at most 10,000 orphans; where they would be more, the call is refused as a whole. */
    @Override
    public Outcome<Boolean> keep(List<Orphan> orphans) {
        return store.locked(() -> {
            if (closed) {
                return Outcome.notDone(CLOSED, null);
            }
            MemoryShelf shelf = store.tables.shelf();
            return shelf.keep(orphans, store.clock.instant())
                    ? Outcome.done(orphans.stream().noneMatch(shelf::isErased))
                    : Outcome.notDone("the memory engine keeps at most " + MemoryShelf.LIMIT + " orphans", null);
        });
    }

    @Override
    public Outcome<List<Shelved>> orphans(@Nullable ProfileId profile, int limit) {
        return one(() -> store.tables.shelf().newest(profile, limit));
    }

    @Override
    public List<Outcome<Posted>> post(List<Letter> letters) {
        return batch(letters, Letter::to, letter -> store.effects.post(letter, store.clock.instant()));
    }

    @Override
    public List<Outcome<List<Delivery>>> fetch(List<Fetch> fetches) {
        return batch(
                fetches,
                Fetch::profile,
                asked -> store.tables
                        .mail()
                        .fetch(asked.profile(), asked.after(), asked.limit(), store.clock.instant()));
    }

    @Override
    public Outcome<List<DeadLetter>> deadLetters(@Nullable ProfileId profile, int limit) {
        return one(() -> store.tables.mail().dead(profile, limit));
    }

    @Override
    public Outcome<Boolean> revive(ProfileId profile, String letter) {
        return one(() -> store.effects.revive(profile, letter, store.clock.instant()));
    }

    @Override
    public Outcome<Boolean> discard(ProfileId profile, String letter) {
        return one(() -> store.effects.discard(profile, letter, store.clock.instant()));
    }

    @Override
    public Outcome<Optional<Holding>> holding(String item) {
        return one(() -> Optional.ofNullable(store.tables.items().holding(item)));
    }

    @Override
    public Outcome<List<Move>> path(String item, int limit) {
        return one(() -> store.tables.items().path(item, limit));
    }

    @Override
    public Outcome<Indexed> index(ProfileId profile, long token, long version, List<String> items) {
        return one(() -> store.index(profile, token, version, items));
    }

    @Override
    public Outcome<List<Revision>> revisions(ProfileId profile, @Nullable Long before, int limit) {
        return one(() -> store.tables.history().revisions(profile, before, limit));
    }

    @Override
    public Outcome<Optional<Payload>> revision(ProfileId profile, long number) {
        return one(() -> Optional.ofNullable(store.tables.history().payload(profile, number)));
    }

    @Override
    public Outcome<Map<String, String>> tags(ProfileId profile) {
        return one(() -> store.tables.tags().of(profile));
    }

    @Override
    public Outcome<List<ProfileId>> tagged(
            String storeName, String tag, String value, @Nullable String after, int limit) {
        return one(() -> store.tables.tags().find(storeName, tag, value, after, limit));
    }

    @Override
    public Outcome<Swept> sweep(Retention retention) {
        return one(() -> store.sweep(retention));
    }

    @Override
    public Outcome<List<ProfileId>> inhabited(@Nullable ProfileId after, int limit) {
        return one(() -> new MemoryMoving(store.tables).inhabited(after, limit));
    }

    @Override
    public List<Outcome<Belongings>> pack(List<ProfileId> profiles) {
        return batch(profiles, profile -> profile, new MemoryMoving(store.tables)::pack);
    }

    @Override
    public List<Outcome<Unpacked>> unpack(List<Belongings> all) {
        return batch(all, Belongings::profile, each -> store.unpack(each.atRest()));
    }

    /** The bus of the same name within this process; none for a store without a name. */
    @Override
    public Optional<String> defaultBus() {
        return Optional.ofNullable(name).map(given -> "inprocess:memory-" + given);
    }

    @Override
    public void close() {
        boolean first = store.locked(() -> {
            boolean open = !closed;
            closed = true;
            return open;
        });
        if (first) {
            whenClosed.run();
        }
    }

    /** All records, in order; a copy. */
    public Map<ProfileId, ProfileRecord> records() {
        return store.locked(store.records::copyOfAll);
    }

    /** All server rows, in order; a copy. */
    public Map<Id, ServerRow> serverRows() {
        return store.locked(store.servers::copyOfAll);
    }

    /** The sessions taken from each server that it has not acknowledged, oldest first; a copy. */
    public Map<Id, List<RenewReply.Taken>> losses() {
        return store.locked(store.servers::losses);
    }

    /** Ids of all letters that ever came, by mailbox, with what became of each: for checkers. */
    public Map<ProfileId, Map<String, String>> letters() {
        return store.locked(store.tables.mail()::fates);
    }

    /** Where every unique item is; a copy. */
    public Map<String, Holding> holdings() {
        return store.locked(store.tables.items()::copyOfAll);
    }

    /** The rules for records that this engine applies. */
    public RecordRules recordRules() {
        return store.rules.records();
    }

    /** The rules for servers that this engine applies. */
    public ServerRules serverRules() {
        return store.rules.servers();
    }

    private <R> Outcome<R> one(Supplier<R> step) {
        return store.locked(() -> closed ? Outcome.notDone(CLOSED, null) : Outcome.done(step.get()));
    }

    private <Q, R> List<Outcome<R>> batch(List<Q> asked, Function<Q, ProfileId> key, Function<Q, R> step) {
        return store.locked(() -> {
            if (closed) {
                return asked.stream()
                        .map(each -> Outcome.<R>notDone(CLOSED, null))
                        .toList();
            }
            return Batches.inKeyOrder(asked, key, item -> Outcome.done(step.apply(item)));
        });
    }
}
