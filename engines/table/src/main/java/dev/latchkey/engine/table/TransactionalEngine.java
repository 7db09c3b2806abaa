package dev.latchkey.engine.table;

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
import dev.latchkey.spi.TransactionalTable;
import dev.latchkey.spi.TransactionalTable.Found;
import dev.latchkey.spi.TransactionalTable.Get;
import dev.latchkey.spi.TransactionalTable.Read;
import dev.latchkey.spi.Write;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A storage engine on any {@link TransactionalTable}, with all abilities. It reads the rows that a step needs, has the
 * protocol's rules decide, and writes if none of these rows has changed meanwhile, else it tries again: two round trips
 * where nobody comes between, one where nothing is to be written. Thread-safe; closing it closes the table.
 *
 * <p>Where the table has no clock, leases are {@link OpenReply.Lease#UNKNOWN}, and a burial for a lease that is over rests
 * on its caller having watched the beat stand still (L2).
 */
public class TransactionalEngine
        implements StorageEngine,
                Inspection,
                OrphanShelf,
                Mailboxes,
                ItemIndex,
                History,
                Tags,
                Housekeeping,
                Relocation {
    private final TransactionalTable table;
    private final Optional<String> bus;
    private final Steps steps;
    private final RecordSteps records;
    private final ServerSteps servers;

    /**
     * An engine on a table of its own.
     *
     * @param dates gives the time for dates where the table has no clock; it decides nothing
     * @param jitter gives a random number from 0 to below its argument, so that those who conflict do not go on in step
     * @param bus URL of the bus to use where the user names none, empty for none
     */
    public TransactionalEngine(
            TransactionalTable table, InstantSource dates, LongUnaryOperator jitter, Optional<String> bus) {
        this.table = table;
        this.bus = bus;
        this.steps = new Steps(table, dates, jitter);
        this.records = new RecordSteps(Rules.PROTOCOL);
        this.servers = new ServerSteps(Rules.PROTOCOL);
    }

    @Override
    public List<Outcome<OpenReply>> open(List<Open> opens) {
        return steps.batch(opens, opening());
    }

    private Steps.Verb<Open, OpenReply> opening() {
        return new Steps.Verb<>(each -> List.of(each.profile()), RecordSteps::reads, records::open);
    }

    /**
     * Opens by rows that were read already, each by itself; if one has changed since, or nothing comes of them that is to be
     * written, by the rows as they are.
     *
     * @param reads what was read: the profile with its body, its mailbox, and the server at least
     */
    protected final Outcome<OpenReply> open(Open asked, List<Read> reads, Found known) {
        Outcome<OpenReply> outcome = steps.guess(asked, reads, known, opening());
        return outcome == null ? steps.batch(List.of(asked), opening()).get(0) : outcome;
    }

    @Override
    public List<Outcome<CommitReply>> commit(List<Commit> commits) {
        return steps.batch(
                commits,
                new Steps.Verb<>(
                        each -> each.writes().stream().map(Write::profile).toList(),
                        RecordSteps::reads,
                        records::commit));
    }

    @Override
    public List<Outcome<Cancel.Cancelled>> cancel(List<Cancel> cancels) {
        return steps.batch(
                cancels, new Steps.Verb<>(each -> List.of(each.profile()), RecordSteps::reads, records::cancel));
    }

    @Override
    public List<Outcome<Edit.Edited>> edit(List<Edit> edits) {
        return steps.batch(edits, new Steps.Verb<>(each -> List.of(each.profile()), RecordSteps::reads, records::edit));
    }

    @Override
    public List<Outcome<Optional<ProfileRecord>>> read(List<ProfileId> profiles) {
        return steps.batch(
                profiles,
                new Steps.Verb<>(
                        each -> List.of(),
                        each -> List.of(ProfileRows.get(each, true)),
                        (step, each) -> Optional.ofNullable(ProfileRows.record(ProfileRows.found(step, each, true)))));
    }

    @Override
    public Outcome<Registration.Registered> register(Registration registration) {
        return steps.one(ServerSteps.reads(registration), step -> servers.register(step, registration));
    }

    @Override
    public Outcome<RenewReply> renew(Renewal renewal) {
        return steps.one(ServerSteps.reads(renewal), step -> servers.renew(step, renewal));
    }

    /**
     * What a renewal brings that is done already (L1), for a table that renews by a request of its own. It forgets what the
     * server says that it has heard.
     *
     * @param beat of the server's row, which the renewal has raised
     */
    protected final Outcome<RenewReply> told(Renewal renewal, long beat) {
        return steps.one(ServerSteps.lists(renewal.server()), step -> servers.told(step, renewal, beat));
    }

    @Override
    public Outcome<Burial.Reply> bury(Burial burial) {
        return steps.one(ServerSteps.reads(burial), step -> servers.bury(step, burial));
    }

    @Override
    public Outcome<List<ServerInfo>> servers() {
        return steps.look(List.of(Step.whole(Names.SERVERS)), Looking::servers);
    }

    @Override
    public Outcome<List<SessionInfo>> sessions(@Nullable ProfileId after, int limit) {
        return steps.look(List.of(), step -> Looking.sessions(step, after, limit));
    }

    @Override
    public Outcome<List<ProfileId>> keys(String store, String prefix, @Nullable String after, int limit) {
        return steps.look(List.of(), step -> Looking.keys(step, store, prefix, after, limit));
    }

    @Override
    public Outcome<List<String>> stores() {
        return steps.look(List.of(), Looking::stores);
    }

    @Override
    public Outcome<List<AuditEntry>> audit(@Nullable ProfileId profile, int limit) {
        return limit < 1
                ? steps.look(List.of(), step -> List.of())
                : steps.look(List.of(AuditRows.newest(profile, limit)), step -> Looking.audit(step, profile, limit));
    }

    @Override
    public Outcome<Boolean> keep(List<Orphan> orphans) {
        return steps.one(
                orphans.stream()
                        .flatMap(orphan -> OrphanRows.reads(orphan).stream())
                        .toList(),
                step -> {
                    boolean all = true;
                    for (Orphan orphan : orphans) {
                        all &= OrphanRows.keep(step, orphan);
                    }
                    return all;
                });
    }

    @Override
    public Outcome<List<Shelved>> orphans(@Nullable ProfileId profile, int limit) {
        return steps.look(List.of(), step -> OrphanRows.newest(step, profile, limit));
    }

    @Override
    public List<Outcome<Posted>> post(List<Letter> letters) {
        return steps.batch(
                letters,
                new Steps.Verb<>(
                        each -> List.of(each.to()),
                        each -> {
                            List<Read> reads = new ArrayList<>();
                            EffectSteps.reads(each, reads);
                            return reads;
                        },
                        (step, each) -> EffectSteps.post(step, Rules.PROTOCOL.effects(), each)));
    }

    @Override
    public List<Outcome<List<Delivery>>> fetch(List<Fetch> fetches) {
        return steps.batch(
                fetches,
                new Steps.Verb<>(
                        each -> List.of(each.profile()),
                        each -> List.of(Mailbox.get(each.profile())),
                        (step, each) -> MailRows.fetch(step, each.profile(), each.after(), each.limit())));
    }

    @Override
    public Outcome<List<DeadLetter>> deadLetters(@Nullable ProfileId profile, int limit) {
        return steps.look(List.of(), step -> MailRows.dead(step, profile, limit));
    }

    @Override
    public Outcome<Boolean> revive(ProfileId profile, String letter) {
        return steps.one(
                List.of(new Get(Names.letter(profile, letter), true), Mailbox.get(profile)),
                step -> EffectSteps.revive(step, profile, letter));
    }

    @Override
    public Outcome<Boolean> discard(ProfileId profile, String letter) {
        return steps.one(List.of(MailRows.get(profile, letter)), step -> EffectSteps.discard(step, profile, letter));
    }

    @Override
    public Outcome<Optional<Holding>> holding(String item) {
        return steps.one(List.of(ItemRows.get(item)), step -> Optional.ofNullable(ItemRows.present(step, item)));
    }

    @Override
    public Outcome<List<Move>> path(String item, int limit) {
        return steps.look(
                List.of(),
                step -> step.glances(ItemRows.path(item, limit)).stream()
                        .map(ItemRows::move)
                        .toList());
    }

    @Override
    public Outcome<Indexed> index(ProfileId profile, long token, long version, List<String> items) {
        List<Read> reads = new ArrayList<>();
        reads.add(ProfileRows.get(profile, false));
        items.forEach(item -> reads.add(ItemRows.get(item)));
        return steps.one(reads, step -> {
            Profile found = ProfileRows.found(step, profile, false);
            boolean current = found != null
                    && found.head().token() == token
                    && found.head().version() == version;
            return new Indexed(current, current ? ItemRows.index(step, profile, items) : List.of());
        });
    }

    @Override
    public Outcome<List<Revision>> revisions(ProfileId profile, @Nullable Long before, int limit) {
        return steps.look(
                List.of(),
                step -> step.glances(HistoryRows.newest(profile, before, limit)).stream()
                        .map(HistoryRows::revision)
                        .toList());
    }

    @Override
    public Outcome<Optional<Payload>> revision(ProfileId profile, long number) {
        Get get = new Get(Names.revision(profile, number), true);
        return steps.one(List.of(get), step -> Optional.ofNullable(HistoryRows.payload(step.row(get.key(), true))));
    }

    @Override
    public Outcome<Map<String, String>> tags(ProfileId profile) {
        return steps.one(List.of(TagRows.get(profile)), step -> TagRows.present(step, profile));
    }

    @Override
    public Outcome<List<ProfileId>> tagged(String store, String name, String value, @Nullable String after, int limit) {
        return steps.look(List.of(), step -> Looking.tagged(step, store, name, value, after, limit));
    }

    @Override
    public Outcome<Swept> sweep(Retention retention) {
        return Sweeping.sweep(steps, retention);
    }

    @Override
    public Outcome<List<ProfileId>> inhabited(@Nullable ProfileId after, int limit) {
        return steps.look(List.of(), step -> Looking.inhabited(step, after, limit));
    }

    @Override
    public List<Outcome<Belongings>> pack(List<ProfileId> profiles) {
        return steps.batch(profiles, new Steps.Verb<>(List::of, Packing::reads, Packing::pack));
    }

    @Override
    public List<Outcome<Unpacked>> unpack(List<Belongings> all) {
        return steps.batch(
                all,
                new Steps.Verb<>(
                        each -> List.of(each.profile()), each -> Packing.reads(each.profile()), Unpacking::unpack));
    }

    @Override
    public Optional<String> defaultBus() {
        return bus;
    }

    @Override
    public void close() {
        table.close();
    }
}
