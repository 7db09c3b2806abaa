package dev.latchkey.spi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A storage engine on any {@link ConditionalTable}, for single profiles: a row for each profile and one for
 * each server. Thread-safe; closing it closes the table.
 *
 * <p>What differs from an engine that writes several rows at once:
 *
 * <ul>
 *   <li>A commit of several profiles is {@link CommitReply.Rejected}.
 *   <li>It has no clock: leases are {@link OpenReply.Lease#UNKNOWN}, and a burial for a lease that is over
 *       rests on its caller having watched the beat stand still (L2).
 *   <li>Servers' rows are read before the record is put, not in the same step. Burial is lasting, so a row
 *       read as buried still is. One read as live may be buried before the put: then a buried server becomes
 *       the owner, which is as if it had been buried a moment later: its session is free to whoever opens
 *       it, and its writes are fenced by S2 all the same.
 *   <li>A loss is listed for its owner before it happens, so it is never untold; where it does not happen
 *       after all, the owner may later be told of a session that it has ended itself, by its old token.
 *   <li>A wanted session is listed for its owner after it is recorded. Where that fails, or the owner
 *       already has 1,000 listed, the load's next poll lists it.
 *   <li>Servers' rows are never removed.
 * </ul>
 */
public final class TableEngine implements StorageEngine {
    private static final String CLOSED = "the table engine is closed; open it again";

    private final ConditionalTable table;
    private final Supplier<Instant> dates;
    private final RecordRules rules = new RecordRules();
    private final TableRows rows;
    private final TableServers servers;
    private volatile boolean closed;

    /**
     * An engine on a table of its own.
     *
     * @param dates gives the time for the dates of records, which are for people and decide nothing
     */
    public TableEngine(ConditionalTable table, Supplier<Instant> dates) {
        this.table = table;
        this.dates = dates;
        this.rows = new TableRows(table);
        this.servers = new TableServers(rows, new ServerRules());
    }

    @Override
    public List<Outcome<OpenReply>> open(List<Open> opens) {
        return batch(opens, Open::profile, this::open);
    }

    private Outcome<OpenReply> open(Open asked) {
        Outcome<OpenReply> outcome =
                step(asked.profile(), found -> rules.open(found, asked, rows::serverRow, dates.get()));
        OpenReply reply = outcome instanceof Outcome.Done<OpenReply> done ? done.reply() : null;
        if (reply instanceof OpenReply.Held held && asked.mode() instanceof Open.Ask) {
            hint(asked.profile(), held.head());
        } else if (reply instanceof OpenReply.Granted granted) {
            hint(asked.profile(), granted.record().head());
        }
        return outcome;
    }

    @Override
    public List<Outcome<CommitReply>> commit(List<Commit> commits) {
        return batch(commits, commit -> commit.writes().get(0).profile(), this::commit);
    }

    private Outcome<CommitReply> commit(Commit asked) {
        if (asked.writes().size() > 1) {
            return Outcome.done(new CommitReply.Rejected(
                    asked.writes().get(1).profile(),
                    "this store writes one profile at a time; profiles="
                            + asked.writes().size()));
        }
        Write write = asked.writes().get(0);
        if (!write.effects().isNone()) {
            return Outcome.done(new CommitReply.Rejected(
                    write.profile(), "this store has neither mail nor unique items nor a history"));
        }
        Outcome<CommitReply> outcome = step(write.profile(), found -> {
            if (!rules.fits(found, write)) {
                List<@Nullable Head> heads = Collections.singletonList(found == null ? null : found.head());
                return new RecordRules.Step<CommitReply>(new CommitReply.Refused(heads), null, null);
            }
            var step = rules.apply(found, write, asked.write(), rows::serverRow, dates.get());
            return new RecordRules.Step<CommitReply>(
                    new CommitReply.Applied(List.of(step.reply())), step.after(), step.loss());
        });
        if (write.after() instanceof Write.HandOff && outcome instanceof Outcome.Done<CommitReply>) {
            hintAnew(write.profile());
        }
        return outcome;
    }

    @Override
    public List<Outcome<Cancel.Cancelled>> cancel(List<Cancel> cancels) {
        return batch(
                cancels,
                Cancel::profile,
                asked -> step(asked.profile(), found -> rules.cancel(found, asked, dates.get())));
    }

    @Override
    public List<Outcome<Edit.Edited>> edit(List<Edit> edits) {
        return batch(
                edits,
                Edit::profile,
                asked -> step(asked.profile(), found -> rules.edit(found, asked, rows::serverRow, dates.get())));
    }

    @Override
    public List<Outcome<Optional<ProfileRecord>>> read(List<ProfileId> profiles) {
        return batch(profiles, profile -> profile, this::read);
    }

    private Outcome<Optional<ProfileRecord>> read(ProfileId profile) {
        try {
            return Outcome.done(Optional.ofNullable(rows.record(profile)));
        } catch (TableRows.Unread | StoreException e) {
            return Outcome.notDone(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public Outcome<Registration.Registered> register(Registration registration) {
        return closed ? Outcome.notDone(CLOSED, null) : servers.register(registration);
    }

    @Override
    public Outcome<RenewReply> renew(Renewal renewal) {
        return closed ? Outcome.notDone(CLOSED, null) : servers.renew(renewal);
    }

    @Override
    public Outcome<Burial.Reply> bury(Burial burial) {
        return closed ? Outcome.notDone(CLOSED, null) : servers.bury(burial);
    }

    @Override
    public Optional<String> defaultBus() {
        return Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
        table.close();
    }

    /** One step on a record. What it takes from an owner is listed before it is taken. */
    private <R> Outcome<R> step(ProfileId profile, Function<@Nullable ProfileRecord, RecordRules.Step<R>> compute) {
        return rows.change(TableRows.name(profile), bytes -> {
            RecordRules.Step<R> step = compute.apply(bytes == null ? null : TableCodec.record(profile, bytes));
            RecordRules.Loss loss = step.loss();
            if (loss != null) {
                announce(profile, loss);
            }
            ProfileRecord after = step.after();
            return new TableRows.Change<>(step.reply(), after == null ? null : TableCodec.encode(after));
        });
    }

    private void announce(ProfileId profile, RecordRules.Loss loss) {
        if (!(servers.announce(profile, loss) instanceof Outcome.Done<Boolean> done) || !done.reply()) {
            throw new TableRows.Unread(
                    "the owner could not be told of its loss, so nothing was taken; try again", null);
        }
    }

    private void hint(ProfileId profile, Head head) {
        if (head.owner() != null && head.wanted() != null) {
            servers.hint(head.owner(), profile);
        }
    }

    private void hintAnew(ProfileId profile) {
        if (read(profile) instanceof Outcome.Done<Optional<ProfileRecord>> done) {
            done.reply().ifPresent(found -> hint(profile, found.head()));
        }
    }

    private <Q, R> List<Outcome<R>> batch(List<Q> asked, Function<Q, ProfileId> key, Function<Q, Outcome<R>> step) {
        record Reply<R>(int position, Outcome<R> outcome) {}
        List<Reply<R>> replies = new ArrayList<>(asked.size());
        IntStream.range(0, asked.size())
                .boxed()
                .sorted(Comparator.comparing(position -> key.apply(asked.get(position))))
                .forEach(position -> replies.add(new Reply<>(
                        position, closed ? Outcome.notDone(CLOSED, null) : step.apply(asked.get(position)))));
        replies.sort(Comparator.comparingInt(Reply::position));
        return replies.stream().map(Reply::outcome).toList();
    }
}
