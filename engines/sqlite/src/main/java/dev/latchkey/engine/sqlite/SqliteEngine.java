package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.DeadLetter;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.DurabilityReport;
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
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.Relocation;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A storage engine on one SQLite file, which any number of processes of one machine share. Thread-safe.
 *
 * <p>One thread writes; whatever waits goes into one transaction, and the processes on a file take turns. A
 * reply of a writing verb means that the disk has it. Not for network file systems.
 */
public final class SqliteEngine
        implements StorageEngine,
                Inspection,
                OrphanShelf,
                Mailboxes,
                ItemIndex,
                History,
                Tags,
                Housekeeping,
                Relocation,
                DurabilityReport {
    private final SqliteSettings settings;
    private final StoreClock clock;
    private final Turn turn;
    private final Writer writer;
    private final Readers readers;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SqliteEngine(SqliteSettings settings, StoreClock clock) {
        this.settings = settings;
        this.clock = clock;
        Database database = new Database(settings);
        this.turn = Turn.of(beside(settings.file(), "-lock"));
        this.writer = new Writer(turn, new WriteConnection(database, clock), settings);
        this.readers = new Readers(database, settings);
    }

    /**
     * Opens a file, made if it is not there, with the host's clock.
     *
     * @throws StoreException if the file cannot be used; the message says what to do
     */
    public static SqliteEngine open(SqliteSettings settings) {
        return start(settings, StoreClock.ofHost(InstantSource.system(), System::nanoTime, Path.of("/proc")));
    }

    /**
     * Opens a file with a clock of the caller, for tests. All engines on the file must have the same.
     *
     * @throws StoreException if the file cannot be used; the message says what to do
     */
    public static SqliteEngine open(SqliteSettings settings, InstantSource clock) {
        return start(settings, StoreClock.of(clock));
    }

    static SqliteEngine start(SqliteSettings settings, StoreClock clock) {
        Path folder = settings.file().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new StoreException("the folder of the database does not exist: create it: folder=" + folder);
        }
        SqliteEngine engine = new SqliteEngine(settings, clock);
        return switch (engine.writer.run(transaction -> true)) {
            case Outcome.Done<Boolean> done -> engine;
            case Outcome.NotDone<Boolean> notDone -> throw engine.refuse(notDone.failure());
            case Outcome.Unknown<Boolean> unknown -> throw engine.refuse(unknown.failure());
        };
    }

    private StoreException refuse(Outcome.Failure failure) {
        close();
        return new StoreException(failure.message(), failure.cause());
    }

    /** Under the real name, so that all processes agree on it whatever links they come by. */
    private static Path beside(Path file, String suffix) {
        Path real = file;
        try {
            Path folder = file.getParent();
            if (Files.exists(file)) {
                real = file.toRealPath();
            } else if (folder != null) {
                real = folder.toRealPath().resolve(file.getFileName());
            }
        } catch (IOException e) {
            // Opening the database will say what is wrong with it.
        }
        return real.resolveSibling(real.getFileName() + suffix);
    }

    @Override
    public List<Outcome<OpenReply>> open(List<Open> opens) {
        return each(opens, Open::profile, ProfileVerbs::open);
    }

    @Override
    public List<Outcome<CommitReply>> commit(List<Commit> commits) {
        return each(commits, CommitVerbs::first, this::commit);
    }

    private CommitReply commit(Transaction tx, Commit commit) throws SQLException {
        return CommitVerbs.commit(tx, commit, settings.maxPayload());
    }

    /** Asks for the commits when the turn has come. */
    @Override
    public List<Outcome<CommitReply>> commitLate(Supplier<List<Commit>> commits) {
        AtomicReference<Ordered<Commit>> asked = new AtomicReference<>();
        List<Outcome<CommitReply>> ran = writer.runLate(() -> {
            Ordered<Commit> ordered = new Ordered<>(commits.get(), CommitVerbs::first);
            asked.set(ordered);
            return ordered.works(this::commit);
        });
        Ordered<Commit> ordered = asked.get();
        return ordered == null ? ran : ordered.asAsked(ran);
    }

    @Override
    public List<Outcome<Cancel.Cancelled>> cancel(List<Cancel> cancels) {
        return each(cancels, Cancel::profile, ProfileVerbs::cancel);
    }

    @Override
    public List<Outcome<Edit.Edited>> edit(List<Edit> edits) {
        return each(edits, Edit::profile, ProfileVerbs::edit);
    }

    @Override
    public List<Outcome<Optional<ProfileRecord>>> read(List<ProfileId> profiles) {
        List<Outcome<Optional<ProfileRecord>>> outcomes = new ArrayList<>(profiles.size());
        for (ProfileId profile : profiles) {
            outcomes.add(readers.run(statements -> Optional.ofNullable(new ProfileTable(statements).find(profile))
                    .map(ProfileTable.Row::record)));
        }
        return outcomes;
    }

    @Override
    public Outcome<Registration.Registered> register(Registration registration) {
        Outcome<List<Id>> found = readers.run(statements -> ServerTable.removable(statements, clock.instant()));
        List<Id> removable = found instanceof Outcome.Done<List<Id>>(List<Id> ids) ? ids : List.of();
        return writer.run(tx -> ServerVerbs.register(tx, registration, removable));
    }

    @Override
    public Outcome<RenewReply> renew(Renewal renewal) {
        return writer.run(tx -> ServerVerbs.renew(tx, renewal));
    }

    @Override
    public Outcome<Burial.Reply> bury(Burial burial) {
        return writer.run(tx -> ServerVerbs.bury(tx, burial));
    }

    @Override
    public Outcome<Boolean> keep(List<Orphan> orphans) {
        return writer.run(tx -> {
            boolean all = true;
            for (Orphan orphan : orphans) {
                all &= tx.orphans.keep(orphan, tx.now());
            }
            return all;
        });
    }

    @Override
    public Outcome<List<Shelved>> orphans(@Nullable ProfileId profile, int limit) {
        return readers.run(statements -> new OrphanTable(statements).newest(profile, limit));
    }

    @Override
    public List<Outcome<Posted>> post(List<Letter> letters) {
        return each(letters, Letter::to, MailVerbs::post);
    }

    /** Reads; only where letters have expired, which is to be written, it waits for a turn. */
    @Override
    public List<Outcome<List<Delivery>>> fetch(List<Fetch> fetches) {
        List<Outcome<List<Delivery>>> outcomes = new ArrayList<>(fetches.size());
        List<Integer> expired = new ArrayList<>();
        for (int i = 0; i < fetches.size(); i++) {
            Fetch asked = fetches.get(i);
            var read = readers.run(
                    statements -> Optional.ofNullable(new MailTable(statements).fresh(asked, clock.instant())));
            switch (read) {
                case Outcome.Done<Optional<List<Delivery>>>(Optional<List<Delivery>> fresh) -> {
                    outcomes.add(Outcome.done(fresh.orElse(List.of())));
                    if (fresh.isEmpty()) {
                        expired.add(i);
                    }
                }
                case Outcome.NotDone<Optional<List<Delivery>>> not ->
                    outcomes.add(new Outcome.NotDone<>(not.failure()));
                case Outcome.Unknown<Optional<List<Delivery>>> not ->
                    outcomes.add(new Outcome.Unknown<>(not.failure()));
            }
        }
        List<Outcome<List<Delivery>>> written =
                each(expired.stream().map(fetches::get).toList(), Fetch::profile, MailVerbs::fetch);
        for (int i = 0; i < written.size(); i++) {
            outcomes.set(expired.get(i), written.get(i));
        }
        return outcomes;
    }

    @Override
    public Outcome<List<DeadLetter>> deadLetters(@Nullable ProfileId profile, int limit) {
        return readers.run(statements -> new DeadTable(statements).newest(profile, limit));
    }

    @Override
    public Outcome<Boolean> revive(ProfileId profile, String letter) {
        return writer.run(tx -> MailVerbs.revive(tx, profile, letter));
    }

    @Override
    public Outcome<Boolean> discard(ProfileId profile, String letter) {
        return writer.run(tx -> MailVerbs.discard(tx, profile, letter));
    }

    @Override
    public Outcome<Optional<Holding>> holding(String item) {
        return readers.run(statements -> Optional.ofNullable(new ItemTable(statements).find(item)));
    }

    @Override
    public Outcome<List<Move>> path(String item, int limit) {
        return readers.run(statements -> new ItemTable(statements).path(item, limit));
    }

    @Override
    public Outcome<Indexed> index(ProfileId profile, long token, long version, List<String> items) {
        return writer.run(tx -> EffectVerbs.index(tx, profile, token, version, items));
    }

    @Override
    public Outcome<List<Revision>> revisions(ProfileId profile, @Nullable Long before, int limit) {
        return readers.run(statements -> new RevisionTable(statements).newest(profile, before, limit));
    }

    @Override
    public Outcome<Optional<Payload>> revision(ProfileId profile, long number) {
        return readers.run(statements -> Optional.ofNullable(new RevisionTable(statements).payload(profile, number)));
    }

    @Override
    public Outcome<Map<String, String>> tags(ProfileId profile) {
        return readers.run(statements -> new TagTable(statements).of(profile));
    }

    @Override
    public Outcome<List<ProfileId>> tagged(String store, String name, String value, @Nullable String after, int limit) {
        return readers.run(statements -> new TagTable(statements).find(store, name, value, after, limit));
    }

    @Override
    public Outcome<Swept> sweep(Retention retention) {
        Outcome<Boolean> idle = readers.run(statements -> Sweeping.idle(statements, retention, clock.instant()));
        return idle instanceof Outcome.Done<Boolean>(Boolean nothing) && nothing
                ? Outcome.done(new Swept(0, 0, 0, 0, 0))
                : writer.run(tx -> Sweeping.sweep(tx, retention));
    }

    @Override
    public Outcome<List<ServerInfo>> servers() {
        return readers.run(statements -> Browsing.servers(statements, clock.instant()));
    }

    @Override
    public Outcome<List<SessionInfo>> sessions(@Nullable ProfileId after, int limit) {
        return readers.run(statements -> Browsing.sessions(statements, after, limit));
    }

    @Override
    public Outcome<List<ProfileId>> keys(String store, String prefix, @Nullable String after, int limit) {
        return readers.run(statements -> Browsing.keys(statements, store, prefix, after, limit));
    }

    @Override
    public Outcome<List<String>> stores() {
        return readers.run(Browsing::stores);
    }

    @Override
    public Outcome<List<AuditEntry>> audit(@Nullable ProfileId profile, int limit) {
        return readers.run(statements -> new AuditTable(statements).newest(profile, limit));
    }

    @Override
    public Outcome<List<ProfileId>> inhabited(@Nullable ProfileId after, int limit) {
        return readers.run(statements -> Packing.inhabited(statements, after, limit));
    }

    @Override
    public List<Outcome<Belongings>> pack(List<ProfileId> profiles) {
        List<Outcome<Belongings>> outcomes = new ArrayList<>(profiles.size());
        profiles.forEach(profile -> outcomes.add(readers.run(statements -> Packing.pack(statements, profile))));
        return outcomes;
    }

    @Override
    public List<Outcome<Unpacked>> unpack(List<Belongings> all) {
        return each(all, Belongings::profile, Unpacking::unpack);
    }

    /** What an acknowledged save survives, in words, as the writing connection is set up now. */
    @Override
    public Outcome<String> durability() {
        return writer.run(tx -> Durability.words(
                tx.statements.text("PRAGMA journal_mode"), (int) tx.statements.number("PRAGMA synchronous")));
    }

    /** Whether each commit is synced to the disk; as the writing connection is set up now. */
    @Override
    public Outcome<Boolean> isDurable() {
        return writer.run(tx -> Durability.isSynced((int) tx.statements.number("PRAGMA synchronous")));
    }

    /** What SQLite finds wrong with the file's structure, {@code ok} for nothing; reads all of it. */
    public Outcome<String> integrity() {
        return readers.run(statements -> statements.text("PRAGMA quick_check(1)"));
    }

    /** The store's clock, by which leases run. */
    public Instant now() {
        return clock.instant();
    }

    /** Local sockets beside the file. */
    @Override
    public Optional<String> defaultBus() {
        return Optional.of("local:" + settings.file() + "-bus");
    }

    /** Writes what is queued, then frees the file. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        writer.close();
        readers.close();
        turn.close();
        clock.close();
    }

    private <A, R> List<Outcome<R>> each(List<A> asked, Function<A, ProfileId> profile, Ordered.Verb<A, R> verb) {
        Ordered<A> ordered = new Ordered<>(asked, profile);
        return ordered.asAsked(writer.run(ordered.works(verb)));
    }
}
