package dev.latchkey.engine.sql;

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
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.Relocation;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.Tags;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Every verb as a transaction of its own, by the rules of the spi. Engines override those for which their database has a
 * shorter way. Thread-safe.
 */
public abstract class SqlEngine
        implements StorageEngine,
                Inspection,
                OrphanShelf,
                Mailboxes,
                ItemIndex,
                History,
                Tags,
                Housekeeping,
                Relocation {
    private final Database database;
    private final int maxPayload;

    /**
     * @param maxPayload longest payload in bytes; longer ones are rejected
     */
    protected SqlEngine(Database database, int maxPayload) {
        this.database = database;
        this.maxPayload = maxPayload;
    }

    /** Its database. */
    protected final Database database() {
        return database;
    }

    /** One verb on one item. */
    @FunctionalInterface
    private interface Verb<A, R> {
        R run(Transaction transaction, A asked) throws SQLException;
    }

    /** One verb. */
    @FunctionalInterface
    private interface Step<R> {
        R run(Transaction transaction) throws SQLException;
    }

    private <R> Outcome<R> write(Step<R> step) {
        return database.write(statements -> step.run(new Transaction(statements)));
    }

    /** In the order of profiles; the replies come as they were asked for. */
    private <A, R> List<Outcome<R>> each(List<A> asked, Function<A, ProfileId> profile, Verb<A, R> verb) {
        List<@Nullable Outcome<R>> outcomes = new ArrayList<>(asked.size());
        asked.forEach(item -> outcomes.add(null));
        IntStream.range(0, asked.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> profile.apply(asked.get(i))))
                .forEach(i -> outcomes.set(i, write(tx -> verb.run(tx, asked.get(i)))));
        List<Outcome<R>> all = new ArrayList<>(outcomes.size());
        for (Outcome<R> outcome : outcomes) {
            if (outcome != null) {
                all.add(outcome);
            }
        }
        return all;
    }

    @Override
    public List<Outcome<OpenReply>> open(List<Open> opens) {
        return each(opens, Open::profile, ProfileVerbs::open);
    }

    @Override
    public List<Outcome<CommitReply>> commit(List<Commit> commits) {
        return each(commits, CommitVerbs::first, (tx, commit) -> CommitVerbs.commit(tx, commit, maxPayload));
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
            outcomes.add(
                    database.single(statements -> Optional.ofNullable(new ProfileTable(statements).look(profile))));
        }
        return outcomes;
    }

    @Override
    public Outcome<Registration.Registered> register(Registration registration) {
        Outcome<List<Id>> found = database.single(ServerTable::removable);
        List<Id> removable = found instanceof Outcome.Done<List<Id>>(List<Id> ids) ? ids : List.of();
        return write(tx -> ServerVerbs.register(tx, registration, removable));
    }

    @Override
    public Outcome<RenewReply> renew(Renewal renewal) {
        return write(tx -> ServerVerbs.renew(tx, renewal));
    }

    @Override
    public Outcome<Burial.Reply> bury(Burial burial) {
        return write(tx -> ServerVerbs.bury(tx, burial));
    }

    @Override
    public Outcome<Boolean> keep(List<Orphan> orphans) {
        return write(tx -> {
            tx.mailboxes.lock(orphans.stream().map(Orphan::profile).toList());
            boolean all = true;
            for (Orphan orphan : orphans) {
                all &= tx.orphans.keep(orphan, tx.now());
            }
            return all;
        });
    }

    @Override
    public Outcome<List<Shelved>> orphans(@Nullable ProfileId profile, int limit) {
        return database.single(statements -> new OrphanTable(statements).newest(profile, limit));
    }

    @Override
    public List<Outcome<Posted>> post(List<Letter> letters) {
        return each(letters, Letter::to, MailVerbs::post);
    }

    /** Writes only where letters have expired. */
    @Override
    public List<Outcome<List<Delivery>>> fetch(List<Fetch> fetches) {
        return each(fetches, Fetch::profile, MailVerbs::fetch);
    }

    @Override
    public Outcome<List<DeadLetter>> deadLetters(@Nullable ProfileId profile, int limit) {
        return database.single(statements -> new DeadTable(statements).newest(profile, limit));
    }

    @Override
    public Outcome<Boolean> revive(ProfileId profile, String letter) {
        return write(tx -> MailVerbs.revive(tx, profile, letter));
    }

    @Override
    public Outcome<Boolean> discard(ProfileId profile, String letter) {
        return write(tx -> MailVerbs.discard(tx, profile, letter));
    }

    @Override
    public Outcome<Optional<Holding>> holding(String item) {
        return database.single(statements -> Optional.ofNullable(new ItemTable(statements).look(item)));
    }

    @Override
    public Outcome<List<Move>> path(String item, int limit) {
        return database.single(statements -> new ItemTable(statements).path(item, limit));
    }

    @Override
    public Outcome<Indexed> index(ProfileId profile, long token, long version, List<String> items) {
        return write(tx -> EffectVerbs.index(tx, profile, token, version, items));
    }

    @Override
    public Outcome<List<Revision>> revisions(ProfileId profile, @Nullable Long before, int limit) {
        return database.single(statements -> new RevisionTable(statements).newest(profile, before, limit));
    }

    @Override
    public Outcome<Optional<Payload>> revision(ProfileId profile, long number) {
        return database.single(
                statements -> Optional.ofNullable(new RevisionTable(statements).payload(profile, number)));
    }

    @Override
    public Outcome<Map<String, String>> tags(ProfileId profile) {
        return database.single(statements -> new TagTable(statements).of(profile));
    }

    @Override
    public Outcome<List<ProfileId>> tagged(String store, String name, String value, @Nullable String after, int limit) {
        return database.single(statements -> new TagTable(statements).find(store, name, value, after, limit));
    }

    @Override
    public Outcome<Swept> sweep(Retention retention) {
        return write(tx -> Sweeping.sweep(tx, retention));
    }

    @Override
    public Outcome<List<ServerInfo>> servers() {
        return database.single(Browsing::servers);
    }

    @Override
    public Outcome<List<SessionInfo>> sessions(@Nullable ProfileId after, int limit) {
        return database.single(statements -> Browsing.sessions(statements, after, limit));
    }

    @Override
    public Outcome<List<ProfileId>> keys(String store, String prefix, @Nullable String after, int limit) {
        return database.single(statements -> Browsing.keys(statements, store, prefix, after, limit));
    }

    @Override
    public Outcome<List<String>> stores() {
        return database.single(Browsing::stores);
    }

    @Override
    public Outcome<List<AuditEntry>> audit(@Nullable ProfileId profile, int limit) {
        return database.single(statements -> new AuditTable(statements).newest(profile, limit));
    }

    @Override
    public Outcome<List<ProfileId>> inhabited(@Nullable ProfileId after, int limit) {
        return database.single(statements -> Packing.inhabited(statements, after, limit));
    }

    @Override
    public List<Outcome<Belongings>> pack(List<ProfileId> profiles) {
        List<Outcome<Belongings>> outcomes = new ArrayList<>(profiles.size());
        profiles.forEach(profile -> outcomes.add(database.write(statements -> Packing.pack(statements, profile))));
        return outcomes;
    }

    /** All in one transaction; where that fails, each in its own. */
    @Override
    public List<Outcome<Unpacked>> unpack(List<Belongings> all) {
        List<Belongings> ordered =
                all.stream().sorted(Comparator.comparing(Belongings::profile)).toList();
        Outcome<Map<ProfileId, Unpacked>> together = write(tx -> {
            Map<ProfileId, Unpacked> replies = new TreeMap<>();
            for (Belongings each : ordered) {
                replies.put(each.profile(), Unpacking.unpack(tx, each));
            }
            return replies;
        });
        return together instanceof Outcome.Done<Map<ProfileId, Unpacked>>(var replies) && replies.size() == all.size()
                ? all.stream()
                        .map(each -> Outcome.done(Objects.requireNonNull(replies.get(each.profile()))))
                        .toList()
                : each(all, Belongings::profile, Unpacking::unpack);
    }

    @Override
    public void close() {
        database.close();
    }
}
