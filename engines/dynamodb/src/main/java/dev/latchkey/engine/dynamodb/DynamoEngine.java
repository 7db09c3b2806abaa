package dev.latchkey.engine.dynamodb;

import dev.latchkey.engine.table.Rows;
import dev.latchkey.engine.table.TransactionalEngine;
import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.DurabilityReport;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.TransactionalTable.Check;
import dev.latchkey.spi.TransactionalTable.Found;
import dev.latchkey.spi.TransactionalTable.Group;
import dev.latchkey.spi.TransactionalTable.Put;
import dev.latchkey.spi.TransactionalTable.Read;
import dev.latchkey.spi.TransactionalTable.Row;
import dev.latchkey.spi.TransactionalTable.Scan;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A storage engine on one table of DynamoDB. It has no clock: leases are {@link OpenReply.Lease#UNKNOWN}, and a server is
 * dead once whoever waits has watched its beat stand still for a whole lease (L2). Dates, and the lifetimes of letters, are
 * by the calling machine's clock. Servers' rows are never removed. Thread-safe.
 */
public final class DynamoEngine extends TransactionalEngine implements DurabilityReport {
    private final DynamoSettings settings;
    private final Calls calls;
    private final DynamoTable table;
    private final Opening opening;
    private final Commits commits;

    private DynamoEngine(DynamoSettings settings, Calls calls, DynamoTable table, InstantSource dates) {
        super(table, dates, most -> ThreadLocalRandom.current().nextLong(most), Optional.empty());
        this.settings = settings;
        this.calls = calls;
        this.table = table;
        this.opening = new Opening(calls, table, dates);
        this.commits = new Commits(calls);
    }

    /**
     * Opens the store, whose table is made where it is missing and {@link DynamoSettings#create} says so.
     *
     * @throws StoreException if the service cannot be reached, the table is missing or none of a store, or has a store of a
     *     newer version; the message says what to do
     */
    public static DynamoEngine open(DynamoSettings settings) {
        return open(settings, InstantSource.system());
    }

    static DynamoEngine open(DynamoSettings settings, InstantSource source) {
        InstantSource dates = new RisingClock(source);
        Calls calls;
        try {
            calls = new Calls(settings);
        } catch (SdkException e) {
            throw new StoreException(
                    "no client for DynamoDB: name a region, for example dynamodb:players?region=eu-central-1: "
                            + settings.where() + " error=" + e.getMessage(),
                    e);
        }
        DynamoTable table = new DynamoTable(calls, dates);
        try {
            new Setup(settings, calls).run(table);
            return new DynamoEngine(settings, calls, table, dates);
        } catch (StoreException e) {
            calls.close();
            throw e;
        }
    }

    @Override
    public List<Outcome<OpenReply>> open(List<Open> opens) {
        // Of two opens of one profile the second waits for the first, which only the long way does.
        if (opens.size() != opens.stream().map(Open::profile).distinct().count()) {
            return super.open(opens);
        }
        return calls.each(opens, this::open);
    }

    private Outcome<OpenReply> open(Open asked) {
        return switch (opening.open(asked)) {
            case Opening.Answer.Said said -> said.outcome();
            case Opening.Answer.WithMail with -> withMail(asked, with.granted());
            case Opening.Answer.ByKnown by -> open(asked, by.reads(), by.known());
            case Opening.Answer.TheLongWay longer -> super.open(List.of(asked)).get(0);
        };
    }

    private Outcome<OpenReply> withMail(Open asked, OpenReply.Granted granted) {
        Outcome<List<Delivery>> mail = fetch(List.of(new Mailboxes.Fetch(asked.profile(), 0, Mailboxes.FIRST)))
                .get(0);
        return switch (mail) {
            case Outcome.Done<List<Delivery>> done -> Outcome.done(granted.with(done.reply()));
            case Outcome.NotDone<List<Delivery>> not -> new Outcome.Unknown<>(not.failure());
            case Outcome.Unknown<List<Delivery>> unknown -> new Outcome.Unknown<>(unknown.failure());
        };
    }

    @Override
    public List<Outcome<CommitReply>> commit(List<Commit> asked) {
        return commits.run(asked, super::commit, this::read);
    }

    @Override
    public Outcome<Registration.Registered> register(Registration registration) {
        Outcome<Registration.Registered> outcome = super.register(registration);
        if (outcome instanceof Outcome.Done<Registration.Registered> done
                && !done.reply().buried()) {
            opening.found(registration.server());
        }
        return outcome;
    }

    @Override
    public Outcome<Burial.Reply> bury(Burial burial) {
        opening.gone(burial.target());
        return super.bury(burial);
    }

    @Override
    public Outcome<RenewReply> renew(Renewal renewal) {
        Outcome<RenewReply> outcome = renewed(renewal);
        if (outcome instanceof Outcome.Done<RenewReply> done) {
            switch (done.reply()) {
                case RenewReply.Renewed renewed -> opening.found(renewal.server());
                case RenewReply.BeatMoved moved -> opening.found(renewal.server());
                case RenewReply.Gone gone -> opening.gone(renewal.server());
            }
        }
        return outcome;
    }

    /** Under the row that this process wrote last, and beside it a look whether there is anything to tell. */
    private Outcome<RenewReply> renewed(Renewal asked) {
        Row row = calls.isClosed() ? null : table.recent().get(Rows.key(asked.server()));
        String after = row == null ? null : Rows.renewed(row.value(), asked);
        if (row == null || after == null) {
            return super.renew(asked);
        }
        Group group = new Group(List.of(new Check(row.key(), row.stamp())), List.of(new Put(row.key(), after, null)));
        List<Read> looks = Rows.lists(asked.server()).stream()
                .map(scan -> (Read) new Scan(scan.table(), "", "", 1, false))
                .toList();
        var both = calls.both(() -> table.write(List.of(group)).get(0), () -> table.read(looks));
        return switch (both.here()) {
            case Outcome.Done<Boolean> done -> done.reply() ? told(asked, both.there()) : super.renew(asked);
            case Outcome.NotDone<Boolean> not -> new Outcome.NotDone<>(not.failure());
            case Outcome.Unknown<Boolean> unknown -> new Outcome.Unknown<>(unknown.failure());
        };
    }

    private Outcome<RenewReply> told(Renewal asked, Outcome<Found> beside) {
        long beat = asked.beat() + 1;
        if (beside instanceof Outcome.Done<Found> done
                && done.reply().rows().stream().allMatch(List::isEmpty)) {
            return Outcome.done(new RenewReply.Renewed(beat, List.of(), List.of()));
        }
        return switch (told(asked, beat)) {
            case Outcome.Done<RenewReply> told -> told;
            // The lease is renewed all the same.
            case Outcome.NotDone<RenewReply> not -> new Outcome.Unknown<>(not.failure());
            case Outcome.Unknown<RenewReply> unknown -> unknown;
        };
    }

    @Override
    public Outcome<Swept> sweep(Retention retention) {
        return switch (table.tidy(retention.most())) {
            case Outcome.Done<Boolean> done -> super.sweep(retention);
            case Outcome.NotDone<Boolean> not -> new Outcome.NotDone<>(not.failure());
            case Outcome.Unknown<Boolean> unknown -> new Outcome.Unknown<>(unknown.failure());
        };
    }

    /** What an acknowledged save survives, for people. */
    @Override
    public Outcome<String> durability() {
        if (calls.isClosed()) {
            return Outcome.notDone(Calls.CLOSED, null);
        }
        return Outcome.done(
                settings.endpoint() == null
                        ? "DynamoDB acknowledges a save once a majority of its three copies, in three availability zones, has"
                                + " logged it: it survives the loss of machines, of power and of one zone. It does not survive"
                                + " the table's deletion: switch on deletion protection and point-in-time recovery"
                        : "What an acknowledged save survives is unknown: the endpoint is not the service's own but "
                                + settings.endpoint().getHost()
                                + ", and emulators of DynamoDB mostly keep their data in memory");
    }

    @Override
    public Outcome<Boolean> isDurable() {
        return calls.isClosed() ? Outcome.notDone(Calls.CLOSED, null) : Outcome.done(settings.endpoint() == null);
    }

    /** How many round trips to the service were made. */
    long trips() {
        return calls.trips();
    }
}
