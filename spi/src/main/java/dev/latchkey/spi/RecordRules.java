package dev.latchkey.spi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one step does to one profile's record, as pure functions of the record found (rules S1–S5). Engines
 * that compute in the caller use these inside their atomic step; engines that compute in the database
 * say the same in their language and are held to it by the contract.
 *
 * <p>The protected methods are the decisions that safety rests on, one each, so that the simulator can plant
 * a wrong one. Thread-safe: no state.
 */
public class RecordRules {
    /**
     * A reply, and what changes with it.
     *
     * @param after the record afterwards, null: as before
     * @param loss the live session that this step took from its owner, null for none
     */
    public record Step<R>(
            R reply,
            @Nullable ProfileRecord after,
            @Nullable Loss loss) {}

    /** A session taken from a live owner, to be told to it by {@link RenewReply.Taken}. */
    public record Loss(Id owner, long token, Id claim, RenewReply.How how, String by) {}

    /** {@link StorageEngine#open} (S1). */
    public Step<OpenReply> open(
            @Nullable ProfileRecord found, Open asked, Function<Id, @Nullable ServerRow> servers, Instant now) {
        OpenReply.Reason dead = notLive(servers.apply(asked.server()), now);
        if (dead != null) {
            return unchanged(new OpenReply.NotLive(dead));
        }
        Head head = found == null ? Head.EMPTY : found.head();
        if (isSpent(head, asked.claim())) {
            return unchanged(new OpenReply.ClaimSpent());
        }
        if (found != null && recognises(head, asked)) {
            return unchanged(granted(found, OpenReply.How.RECOGNISED, now));
        }
        Instant contested = found == null ? null : found.contested();
        if (asked.mode() instanceof Open.Reclaim reclaim) {
            return reclaimable(head, reclaim)
                    ? grant(found, asked, OpenReply.How.RECLAIMED, null, contested, now)
                    : unchanged(new OpenReply.Moved(head));
        }
        Id owner = head.owner();
        if (owner == null) {
            return grant(found, asked, OpenReply.How.FREE, null, contested, now);
        }
        ServerRow ownerRow = servers.apply(owner);
        if (free(ownerRow)) {
            return grant(found, asked, OpenReply.How.TAKEN_OVER, null, contested, now);
        }
        if (asked.mode() instanceof Open.Steal steal && steal.token() == head.token()) {
            ServerRow thief = servers.apply(asked.server());
            Loss loss = loss(head, RenewReply.How.STOLEN, thief == null ? "" : thief.name());
            return grant(found, asked, OpenReply.How.STOLEN, loss, contest(found, ownerRow), now);
        }
        return refuse(found, head, asked, ownerRow, owner, now);
    }

    private Step<OpenReply> refuse(
            @Nullable ProfileRecord found, Head head, Open asked, @Nullable ServerRow ownerRow, Id owner, Instant now) {
        OpenReply.OwnerState state = ownerRow == null
                ? new OpenReply.OwnerState(owner, "", 0, OpenReply.Lease.UNKNOWN)
                : new OpenReply.OwnerState(owner, ownerRow.name(), ownerRow.beat(), ownerRow.lease(now));
        Head after = asked.mode() instanceof Open.Ask ask ? record(head, asked, ask.ask()) : head;
        if (found == null || after.equals(head)) {
            return unchanged(new OpenReply.Held(head, state));
        }
        return new Step<>(new OpenReply.Held(after, state), with(found, after), null);
    }

    /** Records the load as wanted: once per load, and only a higher number overwrites (L4). */
    private static Head record(Head head, Open asked, long ask) {
        Wanted wanted = head.wanted();
        if (wanted != null && wanted.claim().equals(asked.claim())) {
            return head;
        }
        if (ask > 0 && wanted != null && wanted.ask() >= ask) {
            return head;
        }
        long number = ask > 0 ? ask : head.asks() + 1;
        Wanted mine = new Wanted(asked.server(), asked.claim(), number);
        return change(head, head.owner(), head.claim(), head.spent(), Math.max(head.asks(), number), mine);
    }

    private Step<OpenReply> grant(
            @Nullable ProfileRecord found,
            Open asked,
            OpenReply.How how,
            @Nullable Loss loss,
            @Nullable Instant contested,
            Instant now) {
        Head head = found == null ? Head.EMPTY : found.head();
        if (head.token() >= Head.MAX_TOKEN) {
            return unchanged(new OpenReply.TokenLimit());
        }
        Head after = new Head(
                tokenOfGrant(head.token()),
                asked.server(),
                asked.claim(),
                head.version(),
                head.write(),
                head.write(),
                head.owner() == null ? head.spent() : spend(head.spent(), head.claim()),
                head.asks(),
                unlessOf(head.wanted(), asked.claim()));
        Dates dates = found == null
                ? new Dates(now, now, now)
                : new Dates(found.dates().created(), found.dates().updated(), now);
        Payload payload = found == null ? null : found.payload();
        boolean erased = found != null && found.erased();
        ProfileRecord granted = new ProfileRecord(asked.profile(), after, payload, erased, dates, contested);
        return new Step<>(granted(granted, how, now), granted, loss);
    }

    private static OpenReply granted(ProfileRecord record, OpenReply.How how, Instant now) {
        return new OpenReply.Granted(record, how, Contest.left(record.contested(), now));
    }

    /** Whether a write's fence matches the record (S2). A commit applies where all of its writes do. */
    public boolean fits(@Nullable ProfileRecord found, Write write) {
        return found == null ? write.fence().equals(Fence.NONE) : matches(found.head(), write.fence());
    }

    /** Whether all fences of a commit match: only then any of its writes applies (S7). */
    public boolean fit(List<Write> writes, Function<ProfileId, @Nullable ProfileRecord> records) {
        return writes.stream().allMatch(write -> fits(records.apply(write.profile()), write));
    }

    /** S5: an erase keeps the ids of letters. */
    public boolean remembersLetters() {
        return true;
    }

    /** One write of a commit that {@link #fits} (S2, S3). */
    public Step<CommitReply.Written> apply(
            @Nullable ProfileRecord present,
            Write write,
            Id id,
            Function<Id, @Nullable ServerRow> servers,
            Instant now) {
        ProfileRecord found = present == null
                ? new ProfileRecord(write.profile(), Head.EMPTY, null, false, new Dates(now, now, now), null)
                : present;
        Head head = found.head();
        Head after = switch (write.after()) {
            case Write.Keep keep -> written(head, id, head.owner(), head.spent());
            case Write.Release release -> written(head, id, null, spend(head.spent(), head.claim()));
            case Write.HandOff handOff -> handOff(head, id, handOff, servers, now);
        };
        boolean handed = after.token() != head.token();
        Payload payload = write.payload() == null ? found.payload() : write.payload();
        boolean erased = write.payload() == null && found.erased();
        Dates dates = new Dates(
                found.dates().created(), now, handed ? now : found.dates().session());
        Id owner = after.owner();
        Id claim = after.claim();
        boolean taken = write.after() instanceof Write.HandOff && owner != null && claim != null;
        CommitReply.Holder holder = taken ? holder(owner, claim) : null;
        return new Step<>(
                new CommitReply.Written(after.token(), after.version(), holder),
                new ProfileRecord(
                        found.profile(), after, payload, erased, dates, Contest.afterCommit(found.contested())),
                null);
    }

    private static CommitReply.@Nullable Holder holder(@Nullable Id server, @Nullable Id claim) {
        return server == null || claim == null ? null : new CommitReply.Holder(server, claim);
    }

    private Head handOff(
            Head head, Id id, Write.HandOff asked, Function<Id, @Nullable ServerRow> servers, Instant now) {
        Wanted wanted = head.wanted();
        Wanted newer = wanted != null && wanted.ask() > asked.heard() ? wanted : null;
        Id server = newer == null ? asked.server() : newer.server();
        Id claim = newer == null ? asked.claim() : newer.claim();
        List<Id> spent = spend(head.spent(), head.claim());
        boolean fit =
                notLive(servers.apply(server), now) == null && !spent.contains(claim) && head.token() < Head.MAX_TOKEN;
        if (!fit) {
            return written(head, id, null, spent);
        }
        return new Head(
                tokenOfHandOff(head.token()),
                server,
                claim,
                head.version() + 1,
                id,
                id,
                spent,
                head.asks(),
                unlessOf(wanted, claim));
    }

    /** {@link StorageEngine#cancel} (L5, L8, L9). */
    public Step<Cancel.Cancelled> cancel(@Nullable ProfileRecord found, Cancel asked, Instant now) {
        Head head = found == null ? Head.EMPTY : found.head();
        boolean holds = strayOf(head, asked);
        if (holds && asked.token() != null && asked.token() != head.token()) {
            return unchanged(new Cancel.Cancelled(false, head));
        }
        List<Id> spent = spend(head.spent(), asked.claim());
        Wanted wanted = unlessOf(head.wanted(), asked.claim());
        Head after = change(head, holds ? null : head.owner(), head.claim(), spent, head.asks(), wanted);
        if (holds) {
            after = written(after, asked.write(), null, spent);
        }
        if (after.equals(head)) {
            return unchanged(new Cancel.Cancelled(false, head));
        }
        ProfileRecord base = found == null
                ? new ProfileRecord(asked.profile(), head, null, false, new Dates(now, now, now), null)
                : found;
        return new Step<>(new Cancel.Cancelled(holds, after), with(base, after), null);
    }

    /** {@link StorageEngine#edit} (S5). */
    public Step<Edit.Edited> edit(
            @Nullable ProfileRecord found, Edit asked, Function<Id, @Nullable ServerRow> servers, Instant now) {
        Head head = found == null ? Head.EMPTY : found.head();
        if (asked.write().equals(head.write())) {
            return unchanged(new Edit.Edited(true, head));
        }
        if (head.token() != asked.token() || head.version() != asked.version() || head.token() >= Head.MAX_TOKEN) {
            return unchanged(new Edit.Edited(false, head));
        }
        Id owner = head.owner();
        ServerRow ownerRow = owner == null ? null : servers.apply(owner);
        boolean live = owner != null && !free(ownerRow);
        Instant before = found == null ? null : found.contested();
        Instant contested = live ? contest(found, ownerRow) : before;
        RenewReply.How how = asked.payload() == null ? RenewReply.How.ERASED : RenewReply.How.EDITED;
        Loss loss = live ? loss(head, how, asked.by()) : null;
        Head after = edited(head, asked.write());
        Dates dates = found == null
                ? new Dates(now, now, now)
                : new Dates(found.dates().created(), now, found.dates().session());
        ProfileRecord record =
                new ProfileRecord(asked.profile(), after, asked.payload(), asked.payload() == null, dates, contested);
        return new Step<>(new Edit.Edited(true, after), record, loss);
    }

    // The decisions that safety rests on.

    /** S2: token, claim and version, all three. */
    protected boolean matches(Head head, Fence fence) {
        return head.token() == fence.token()
                && Objects.equals(head.claim(), fence.claim())
                && head.version() == fence.version();
    }

    /** S4: an open is recognised by owner and claim. */
    protected boolean recognises(Head head, Open asked) {
        return head.heldBy(asked.server(), asked.claim());
    }

    /** S1: never to a spent claim. */
    protected boolean isSpent(Head head, Id claim) {
        return head.spent().contains(claim);
    }

    /** L2: a session is free where its owner's row is buried; a missing row is never read as buried. */
    protected boolean free(@Nullable ServerRow owner) {
        return owner != null && owner.buried();
    }

    /** L3: a re-claim is for the last owner and token that the server knows. */
    protected boolean reclaimable(Head head, Open.Reclaim asked) {
        Id owner = head.owner();
        return owner != null && asked.pairs().contains(new Open.Pair(owner, head.token()));
    }

    /** L8: a stray is freed by owner and claim. */
    protected boolean strayOf(Head head, Cancel asked) {
        return head.heldBy(asked.server(), asked.claim());
    }

    /** L7: until when the session is contested, once it is taken from this live owner. */
    protected @Nullable Instant contest(@Nullable ProfileRecord found, @Nullable ServerRow owner) {
        return Contest.begin(found, owner);
    }

    /** The token of a new session. */
    protected long tokenOfGrant(long token) {
        return token + 1;
    }

    /** S3: a hand-off raises the token. */
    protected long tokenOfHandOff(long token) {
        return token + 1;
    }

    /** Every accepted commit raises the version, whether or not it changes the payload. */
    protected Head written(Head head, Id write, @Nullable Id owner, List<Id> spent) {
        return new Head(
                head.token(),
                owner,
                head.claim(),
                head.version() + 1,
                write,
                head.sealed(),
                spent,
                head.asks(),
                head.wanted());
    }

    /** S5: an edit raises token and version. */
    protected Head edited(Head head, Id write) {
        return new Head(
                head.token() + 1,
                null,
                null,
                head.version() + 1,
                write,
                head.write(),
                head.owner() == null ? head.spent() : spend(head.spent(), head.claim()),
                head.asks(),
                head.wanted());
    }

    private static OpenReply.@Nullable Reason notLive(@Nullable ServerRow row, Instant now) {
        if (row == null) {
            return OpenReply.Reason.MISSING;
        }
        if (row.buried()) {
            return OpenReply.Reason.BURIED;
        }
        return row.lease(now) == OpenReply.Lease.OVER ? OpenReply.Reason.LEASE_OVER : null;
    }

    private static @Nullable Loss loss(Head head, RenewReply.How how, String by) {
        Id owner = head.owner();
        Id claim = head.claim();
        return owner == null || claim == null ? null : new Loss(owner, head.token(), claim, how, by);
    }

    private static @Nullable Wanted unlessOf(@Nullable Wanted wanted, Id claim) {
        return wanted != null && wanted.claim().equals(claim) ? null : wanted;
    }

    static List<Id> spend(List<Id> spent, @Nullable Id claim) {
        if (claim == null || spent.contains(claim)) {
            return spent;
        }
        List<Id> longer = new ArrayList<>(spent);
        longer.add(claim);
        return longer.size() > Head.MAX_SPENT ? longer.subList(longer.size() - Head.MAX_SPENT, longer.size()) : longer;
    }

    private static Head change(
            Head head, @Nullable Id owner, @Nullable Id claim, List<Id> spent, long asks, @Nullable Wanted wanted) {
        return new Head(head.token(), owner, claim, head.version(), head.write(), head.sealed(), spent, asks, wanted);
    }

    private static ProfileRecord with(ProfileRecord record, Head head) {
        return new ProfileRecord(
                record.profile(), head, record.payload(), record.erased(), record.dates(), record.contested());
    }

    private static <R> Step<R> unchanged(R reply) {
        return new Step<>(reply, null, null);
    }
}
