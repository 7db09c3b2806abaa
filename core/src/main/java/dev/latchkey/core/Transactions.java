package dev.latchkey.core;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The transactions of this server, from their decision on: one commit, and what follows from it (S7). */
final class Transactions {
    private final Core core;
    private final Gathering gathering;
    private final Map<Id, Transaction> open = new LinkedHashMap<>();

    Transactions(Core core) {
        this.core = core;
        this.gathering = new Gathering(core, this);
    }

    void begin(Transaction asked) {
        if (core.shutdown.hasBegun()) {
            asked.phase = Transaction.Phase.OVER;
            core.emit(new Output.Concluded(asked, new Transaction.GivenUp("this server is shutting down")));
            return;
        }
        Id id = core.freshId();
        asked.id = id;
        asked.profiles.forEach(profile -> asked.members.add(new Member(profile)));
        open.put(id, asked);
        asked.patience = core.timers.at(core.mono() + asked.patienceNanos, () -> outOfPatience(asked));
        gathering.begin(asked);
    }

    private void outOfPatience(Transaction transaction) {
        Member missing = transaction.next();
        ProfileId profile = missing == null ? transaction.profiles.get(0) : missing.profile;
        interrupt(transaction, profile, "it could not be had in time");
    }

    @Nullable
    Transaction of(Id id) {
        return open.get(id);
    }

    Gathering gathering() {
        return gathering;
    }

    /** A session of this server is frozen for a transaction of this server. */
    void held(Transaction transaction, Session session, @Nullable Payload payload) {
        gathering.held(transaction, session, payload);
    }

    /** What the caller has made of the profiles' states: it is stored now. */
    void decide(Input.Decide decided) {
        Transaction transaction = decided.transaction();
        Id server = core.membership.server;
        Id id = transaction.id;
        if (transaction.phase != Transaction.Phase.DECIDING || server == null || id == null) {
            return;
        }
        List<Write> writes = new ArrayList<>();
        List<@Nullable Payload> outcome = new ArrayList<>();
        for (Member member : transaction.members) {
            Transaction.Change change = decided.of(member.profile);
            Write write = write(member, change);
            writes.add(write);
            outcome.add(change.payload());
        }
        writes.addAll(decided.others());
        transaction.phase = Transaction.Phase.COMMITTING;
        transaction.writes = writes;
        transaction.outcome = outcome;
        Work.cancel(transaction.patience);
        Work.cancel(transaction.alive);
        send(transaction, new Commit(id, server, writes));
    }

    private Write write(Member member, Transaction.Change change) {
        Session session = member.session;
        Fence fence = member.fence;
        if (session != null) {
            Work work = Commits.workOf(session);
            Payload payload = change.payload() == null ? work.pending : change.payload();
            Cargo cargo = work.cargo.then(change.cargo());
            Occasion keep = payload == null ? null : core.commits.occasion(session);
            return new Write(member.profile, session.fence(), payload, new Write.Keep(), cargo.effects(keep));
        }
        if (fence == null) {
            throw new IllegalStateException("a member that is held has a fence: " + member.profile);
        }
        Occasion keep = change.payload() == null || !core.settings.keepsHistory() ? null : Occasion.SESSION;
        Write.After after = member.isBorrowed() ? new Write.Release() : new Write.Keep();
        return new Write(
                member.profile, fence, change.payload(), after, change.cargo().effects(keep));
    }

    /** The caller gives it up. */
    void drop(Transaction transaction, String reason) {
        if (transaction.phase == Transaction.Phase.GATHERING || transaction.phase == Transaction.Phase.DECIDING) {
            conclude(transaction, new Transaction.GivenUp(reason));
        }
    }

    /** A member is needed for something else: unless the commit is on its way, the transaction ends. */
    void interrupt(Transaction transaction, ProfileId profile, String reason) {
        if (transaction.phase == Transaction.Phase.GATHERING || transaction.phase == Transaction.Phase.DECIDING) {
            conclude(transaction, new Transaction.Conflict(profile, reason));
        }
    }

    private void send(Transaction transaction, Commit commit) {
        Request.ToCommit request =
                new Request.ToCommit(commit, (asked, outcome) -> replied(transaction, asked, outcome));
        transaction.request = request;
        transaction.retry = null;
        core.request(request);
    }

    private void replied(Transaction transaction, Request.ToCommit asked, Outcome<CommitReply> outcome) {
        if (transaction.request != asked) {
            return;
        }
        transaction.request = null;
        switch (outcome) {
            case Outcome.Done<CommitReply>(CommitReply reply) -> answered(transaction, asked.commit, reply);
            case Outcome.NotDone<CommitReply> notDone -> {
                if (transaction.maybe || transaction.tries < core.settings.transactionTries()) {
                    again(transaction, asked.commit);
                } else {
                    conclude(
                            transaction,
                            new Transaction.GivenUp(notDone.failure().message()));
                }
            }
            case Outcome.Unknown<CommitReply> unknown -> {
                transaction.maybe = true;
                again(transaction, asked.commit);
            }
        }
    }

    private void again(Transaction transaction, Commit commit) {
        transaction.retry = core.retry(transaction.tries++, () -> send(transaction, commit));
    }

    private void answered(Transaction transaction, Commit commit, CommitReply reply) {
        switch (reply) {
            case CommitReply.Applied applied -> {
                core.mails.notify(applied.notices());
                stored(transaction);
            }
            case CommitReply.Rejected rejected -> conclude(transaction, new Transaction.Rejected(rejected));
            case CommitReply.Refused refused -> {
                switch (Groups.recognise(core.rules, commit, refused.heads(), null)) {
                    case DONE -> stored(transaction);
                    case REFUSED -> conclude(transaction, conflict(commit, refused.heads()), refused.heads());
                    case UNKNOWN -> conclude(transaction, new Transaction.Unknown(), refused.heads());
                }
            }
        }
    }

    private static Transaction.Conflict conflict(Commit commit, List<@Nullable Head> heads) {
        for (int i = 0; i < heads.size(); i++) {
            Write write = commit.writes().get(i);
            if (!Groups.fits(write.fence(), heads.get(i))) {
                return new Transaction.Conflict(write.profile(), "it was written meanwhile");
            }
        }
        return new Transaction.Conflict(commit.writes().get(0).profile(), "the store refused it");
    }

    /** L3: a member's re-claim has settled it for all. */
    void reclaimed(Transaction transaction, ProfileId profile, boolean stored) {
        if (transaction.phase == Transaction.Phase.OVER) {
            return;
        }
        if (stored) {
            stored(transaction);
        } else {
            conclude(transaction, new Transaction.Conflict(profile, "this server was taken for dead meanwhile"));
        }
    }

    private void stored(Transaction transaction) {
        end(transaction);
        for (int i = 0; i < transaction.members.size(); i++) {
            Member member = transaction.members.get(i);
            Payload payload = transaction.outcome.get(i);
            long version = version(transaction.writes.get(i));
            Session session = member.session;
            Owner owner = member.owner;
            if (session != null) {
                stored(session, transaction.writes.get(i), payload, version);
            } else if (owner != null && member.held) {
                tell(transaction, member, owner, version, payload);
            } else {
                gathering.forget(member);
            }
        }
        core.emit(new Output.Concluded(transaction, new Transaction.Stored()));
    }

    private static long version(Write write) {
        return write.fence().version() + 1;
    }

    private void stored(Session session, Write write, @Nullable Payload payload, long version) {
        Work work = session.work;
        Freeze freeze = work == null ? null : work.freeze;
        if (work == null || freeze == null) {
            return;
        }
        session.version = version;
        core.commits.kept(session, write);
        Payload newest = payload == null ? freeze.payload : payload;
        work.pending = null;
        work.rejected = null;
        work.cargo = Cargo.NONE;
        if (work.ride != null) {
            work.ride = newest;
        }
        core.freezes.over(session, work, freeze, new Message.Data(payload));
    }

    private void tell(Transaction transaction, Member member, Owner owner, long version, @Nullable Payload payload) {
        Id id = transaction.id;
        if (id != null) {
            Payload newest = payload == null ? member.payload : payload;
            boolean fits = newest == null || newest.size() <= core.settings.grantBytes();
            Message.Data data = fits ? new Message.Data(newest) : null;
            core.send(owner.server(), new Message.Thaw(member.profile, id, true, version, data));
        }
    }

    private void conclude(Transaction transaction, Transaction.Conclusion conclusion) {
        conclude(transaction, conclusion, List.of());
    }

    /** Nothing of it is stored, or nobody can tell: everybody goes on with what there was before. */
    private void conclude(
            Transaction transaction, Transaction.Conclusion conclusion, List<? extends @Nullable Head> heads) {
        end(transaction);
        for (int i = 0; i < transaction.members.size(); i++) {
            Member member = transaction.members.get(i);
            Session session = member.session;
            Owner owner = member.owner;
            if (session != null) {
                boolean known = i < heads.size();
                released(transaction, session, known, known ? heads.get(i) : null);
            } else if (owner != null) {
                Id id = transaction.id;
                if (id != null) {
                    core.send(owner.server(), new Message.Thaw(member.profile, id, false, 0, null));
                }
            }
            gathering.giveBack(member);
        }
        core.emit(new Output.Concluded(transaction, conclusion));
    }

    /** A session that took part goes on, or is lost: only where its own fence does not fit any more (oracle 6). */
    private void released(Transaction transaction, Session session, boolean known, @Nullable Head head) {
        Work work = session.work;
        Freeze freeze = work == null ? null : work.freeze;
        if (work == null || freeze == null || freeze.here != transaction) {
            return;
        }
        boolean broken = known && !Groups.fits(session.fence(), head) && work.reclaim == null;
        core.freezes.over(session, work, freeze, null);
        Work now = session.work;
        if (broken && now != null && session.phase != Session.Phase.ENDED && now.flight == null) {
            Id id = transaction.id;
            Rules.Verdict verdict =
                    id == null ? Rules.Verdict.REFUSED : core.rules.recognise(session.fence(), id, null, head);
            core.losses.lose(session, now, verdict == Rules.Verdict.UNKNOWN);
        }
    }

    private void end(Transaction transaction) {
        transaction.phase = Transaction.Phase.OVER;
        transaction.request = null;
        Work.cancel(transaction.patience);
        Work.cancel(transaction.alive);
        Work.cancel(transaction.retry);
        transaction.members.forEach(member -> Work.cancel(member.again));
        if (transaction.id != null) {
            open.remove(transaction.id);
        }
    }

    /** A profile can be had, perhaps. */
    void free(ProfileId profile) {
        gathering.free(profile, new ArrayList<>(open.values()));
    }

    /** Whether a profile was opened, or is being opened, for a transaction. */
    boolean borrows(ProfileId profile) {
        for (Transaction transaction : open.values()) {
            for (Member member : transaction.members) {
                if (member.profile.equals(profile) && member.claim != null) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean borrows(ProfileId profile, Id claim) {
        return open.values().stream()
                .flatMap(transaction -> transaction.members.stream())
                .anyMatch(member -> member.profile.equals(profile) && claim.equals(member.claim));
    }

    /** The server has a new id: what was gathered under the former one is worth nothing (L3). */
    void registered() {
        for (Transaction transaction : new ArrayList<>(open.values())) {
            interrupt(transaction, transaction.profiles.get(0), "this server was taken for dead meanwhile");
        }
    }

    /** A transaction whose commit is on its way for this session; null for none. */
    @Nullable
    Commit committing(Session session) {
        Freeze freeze = session.work == null ? null : session.work.freeze;
        Transaction here = freeze == null ? null : freeze.here;
        Id server = core.membership.server;
        return here == null || here.id == null || server == null || here.phase != Transaction.Phase.COMMITTING
                ? null
                : new Commit(here.id, server, here.writes);
    }

    /** The node stops: whoever waits is answered. */
    void stop() {
        for (Transaction transaction : new ArrayList<>(open.values())) {
            boolean committing = transaction.phase == Transaction.Phase.COMMITTING;
            end(transaction);
            core.emit(new Output.Concluded(
                    transaction,
                    committing ? new Transaction.Unknown() : new Transaction.GivenUp("this server has stopped")));
        }
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    void describe(StringBuilder text) {
        for (Transaction transaction : open.values()) {
            text.append('<').append(transaction.id).append(transaction.phase).append(transaction.maybe);
            text.append(transaction.tries).append(transaction.request != null);
            transaction.members.forEach(member -> member.describe(text));
            text.append('>');
        }
    }
}
