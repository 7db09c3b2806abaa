package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
public final class SqliteEngine implements StorageEngine, Inspection, OrphanShelf {
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
        return each(commits, ProfileVerbs::first, this::commit);
    }

    private CommitReply commit(Transaction tx, Commit commit) throws SQLException {
        return ProfileVerbs.commit(tx, commit, settings.maxPayload());
    }

    /** Asks for the commits when the turn has come. */
    @Override
    public List<Outcome<CommitReply>> commitLate(Supplier<List<Commit>> commits) {
        AtomicReference<Ordered<Commit>> asked = new AtomicReference<>();
        List<Outcome<CommitReply>> ran = writer.runLate(() -> {
            Ordered<Commit> ordered = new Ordered<>(commits.get(), ProfileVerbs::first);
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
            for (Orphan orphan : orphans) {
                tx.orphans.keep(orphan, tx.now());
            }
            return true;
        });
    }

    @Override
    public Outcome<List<Shelved>> orphans(@Nullable ProfileId profile, int limit) {
        return readers.run(statements -> new OrphanTable(statements).newest(profile, limit));
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

    /** What an acknowledged save survives, in words, as the writing connection is set up now. */
    public Outcome<String> durability() {
        return writer.run(tx -> Durability.words(
                tx.statements.text("PRAGMA journal_mode"), (int) tx.statements.number("PRAGMA synchronous")));
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
