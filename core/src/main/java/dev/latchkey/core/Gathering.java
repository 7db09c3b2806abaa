package dev.latchkey.core;

import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings the profiles of a transaction together, one after the other in the order of their names, so that of two
 * transactions one never waits for what the other has while that one waits for it (S7).
 */
final class Gathering {
    private final Core core;
    private final Transactions transactions;

    Gathering(Core core, Transactions transactions) {
        this.core = core;
        this.transactions = transactions;
    }

    void begin(Transaction transaction) {
        keepAlive(transaction);
        proceed(transaction);
    }

    /** Those who are frozen elsewhere hear that they are still needed. */
    private void keepAlive(Transaction transaction) {
        transaction.alive = core.in(core.settings.freeze().dividedBy(4), () -> {
            for (Member member : transaction.members) {
                if (member.held && member.owner != null) {
                    ask(transaction, member, member.owner);
                }
            }
            keepAlive(transaction);
        });
    }

    private void proceed(Transaction transaction) {
        if (transaction.phase != Transaction.Phase.GATHERING) {
            return;
        }
        Member next = transaction.next();
        if (next == null) {
            transaction.phase = Transaction.Phase.DECIDING;
            List<Transaction.Part> parts = transaction.members.stream()
                    .map(member -> new Transaction.Part(member.profile, member.payload))
                    .toList();
            core.emit(new Output.Gathered(transaction, parts));
        } else {
            seek(transaction, next);
        }
    }

    private void seek(Transaction transaction, Member member) {
        if (transaction.phase != Transaction.Phase.GATHERING || member.held) {
            return;
        }
        Work.cancel(member.again);
        Session session = core.sessions.of(member.profile);
        Load load = core.loads.of(member.profile);
        // One that is queued behind what was opened here waits for this transaction.
        boolean behind = load != null && load.phase == Load.Phase.QUEUED && member.claim != null;
        if (!core.membership.isRegistered() || (load != null && !behind)) {
            later(transaction, member);
        } else if (session == null && !member.looked && member.claim == null) {
            look(transaction, member);
        } else if (session == null) {
            open(transaction, member);
        } else if (core.freezes.isReady(session) && Commits.workOf(session).freeze == null) {
            member.session = session;
            Id id = transaction.id;
            if (id != null) {
                core.freezes.begin(session, new Freeze(id, null, transaction));
            }
        } else {
            later(transaction, member);
        }
    }

    private void later(Transaction transaction, Member member) {
        Work.cancel(member.again);
        member.again = core.retry(member.tries++, () -> seek(transaction, member));
    }

    /** A profile may be had now. */
    void free(ProfileId profile, List<Transaction> open) {
        for (Transaction transaction : open) {
            Member next = transaction.next();
            if (next != null && next.profile.equals(profile) && Timers.isSet(next.again) && next.owner == null) {
                seek(transaction, next);
                return;
            }
        }
    }

    void held(Transaction transaction, Session session, @Nullable Payload payload) {
        for (Member member : transaction.members) {
            if (member.session == session) {
                member.held = true;
                member.payload = payload;
            }
        }
        proceed(transaction);
    }

    /**
     * Nobody here has it. Who has it is read first: an open under a claim that is not granted spends it, of which a record
     * remembers eight (L5), and costs two writes.
     */
    private void look(Transaction transaction, Member member) {
        member.read =
                new Request.ToRead(member.profile, (asked, outcome) -> looked(transaction, member, asked, outcome));
        core.request(member.read);
    }

    private void looked(
            Transaction transaction, Member member, Request.ToRead asked, Outcome<Optional<ProfileRecord>> outcome) {
        if (member.read != asked || transaction.phase != Transaction.Phase.GATHERING) {
            return;
        }
        member.read = null;
        if (!(outcome instanceof Outcome.Done<Optional<ProfileRecord>>(Optional<ProfileRecord> found))) {
            later(transaction, member);
            return;
        }
        member.looked = true;
        Head head = found.map(ProfileRecord::head).orElse(Head.EMPTY);
        Id server = head.owner();
        if (server == null || core.membership.is(server)) {
            seek(transaction, member);
        } else {
            await(transaction, member, new Owner(server, server.toString(), head.token(), false));
        }
    }

    /** Nobody here has it: opened without waiting. */
    private void open(Transaction transaction, Member member) {
        Id server = core.membership.server;
        if (server == null) {
            later(transaction, member);
            return;
        }
        if (member.claim == null || !server.equals(member.server)) {
            giveBack(member);
            member.claim = core.freshId();
            member.server = server;
        }
        Id claim = member.claim;
        Open open = new Open(member.profile, server, claim, new Open.Try());
        Request.ToOpen request =
                new Request.ToOpen(open, (asked, outcome) -> opened(transaction, member, asked, outcome));
        member.open = request;
        core.request(request);
    }

    private void opened(Transaction transaction, Member member, Request.ToOpen asked, Outcome<OpenReply> outcome) {
        if (member.open != asked || transaction.phase != Transaction.Phase.GATHERING) {
            return;
        }
        member.open = null;
        if (!(outcome instanceof Outcome.Done<OpenReply>(OpenReply reply))) {
            later(transaction, member);
            return;
        }
        switch (reply) {
            case OpenReply.Granted granted -> granted(transaction, member, asked.open.claim(), granted);
            case OpenReply.Held held -> held(transaction, member, held);
            case OpenReply.ClaimSpent spent -> {
                member.claim = null;
                later(transaction, member);
                core.loads.free(member.profile);
            }
            case OpenReply.NotLive notLive -> {
                switch (notLive.reason()) {
                    case BURIED, MISSING -> core.membership.gone(asked.open.server());
                    case LEASE_OVER -> core.membership.renewNow();
                }
                later(transaction, member);
            }
            case OpenReply.Moved moved -> later(transaction, member);
            case OpenReply.TokenLimit limit ->
                transactions.drop(transaction, "fencing token is at its limit: profile=" + member.profile);
        }
    }

    private void granted(Transaction transaction, Member member, Id claim, OpenReply.Granted granted) {
        if (granted.contested().isPositive()) {
            // Its last owner may still be active (L7): nobody writes it before that is over.
            giveBack(member);
            Duration most = Duration.ofNanos(transaction.patienceNanos);
            Duration pause = granted.contested().compareTo(most) < 0 ? granted.contested() : most;
            member.again = core.in(pause, () -> seek(transaction, member));
            return;
        }
        Head head = granted.record().head();
        member.fence = new Fence(head.token(), claim, head.version());
        member.payload = granted.record().payload();
        member.held = true;
        proceed(transaction);
    }

    /** Another server has it: that one is asked to freeze it. */
    private void held(Transaction transaction, Member member, OpenReply.Held held) {
        OpenReply.OwnerState state = held.owner();
        Head head = held.head();
        Id claim = head.claim();
        if (core.membership.is(state.server())) {
            if (claim != null && core.sessions.of(member.profile) == null && core.loads.of(member.profile) == null) {
                core.strays.free(member.profile, state.server(), claim, head.token());
            }
            later(transaction, member);
        } else if (core.burials.looksDead(state)) {
            core.burials.bury(state, () -> seek(transaction, member));
            later(transaction, member);
        } else {
            // The claim is kept: each that ends takes the place of another among the record's spent ones (L5).
            await(transaction, member, new Owner(state.server(), state.name(), head.token(), false));
        }
    }

    private void await(Transaction transaction, Member member, Owner owner) {
        member.owner = owner;
        core.loads.free(member.profile);
        askAgain(transaction, member, owner, 0);
    }

    private void askAgain(Transaction transaction, Member member, Owner owner, int times) {
        if (member.held || !owner.equals(member.owner) || transaction.phase != Transaction.Phase.GATHERING) {
            return;
        }
        if (member.claim == null && times >= core.settings.askTimes()) {
            // An open tells whether that server lives, and takes over from it where it does not (L2).
            member.owner = null;
            seek(transaction, member);
            return;
        }
        if (times >= core.settings.transactionTries()) {
            // Rather begin anew than keep those frozen that are here already.
            transactions.interrupt(transaction, member.profile, "its server does not answer: server=" + owner.name());
            return;
        }
        ask(transaction, member, owner);
        Duration pause = core.settings.freeze().dividedBy(10);
        member.again = core.in(pause, () -> askAgain(transaction, member, owner, times + 1));
    }

    private void ask(Transaction transaction, Member member, Owner owner) {
        Id id = transaction.id;
        Id server = core.membership.server;
        if (id != null && server != null) {
            core.send(owner.server(), new Message.Freeze(member.profile, owner.token(), id, server));
        }
    }

    private static @Nullable Member awaiting(@Nullable Transaction transaction, ProfileId profile) {
        if (transaction == null || transaction.phase != Transaction.Phase.GATHERING) {
            return null;
        }
        Member next = transaction.next();
        return next != null && next.profile.equals(profile) && next.owner != null ? next : null;
    }

    /** Frozen elsewhere, and stored there: its state is here, or is read. */
    void frozen(Message.Frozen frozen) {
        Transaction transaction = transactions.of(frozen.transaction());
        Member member = awaiting(transaction, frozen.profile());
        if (transaction == null || member == null || member.read != null) {
            return;
        }
        Fence fence = new Fence(frozen.token(), frozen.claim(), frozen.version());
        Message.Data data = frozen.data();
        if (data != null) {
            take(transaction, member, fence, data.payload());
            return;
        }
        member.read = new Request.ToRead(
                member.profile, (asked, outcome) -> read(transaction, member, fence, asked, outcome));
        core.request(member.read);
    }

    private void read(
            Transaction transaction,
            Member member,
            Fence fence,
            Request.ToRead asked,
            Outcome<Optional<ProfileRecord>> outcome) {
        if (member.read != asked || awaiting(transaction, member.profile) != member) {
            return;
        }
        member.read = null;
        if (outcome instanceof Outcome.Done<Optional<ProfileRecord>>(Optional<ProfileRecord> found)
                && found.isPresent()
                && Groups.fits(fence, found.get().head())) {
            take(transaction, member, fence, found.get().payload());
        }
    }

    private void take(Transaction transaction, Member member, Fence fence, @Nullable Payload payload) {
        Work.cancel(member.again);
        member.fence = fence;
        member.payload = payload;
        member.held = true;
        proceed(transaction);
    }

    void declined(Message.Declined declined) {
        Transaction transaction = transactions.of(declined.transaction());
        Member member = awaiting(transaction, declined.profile());
        if (transaction != null && member != null && !declined.aborted()) {
            member.lose();
            later(transaction, member);
        } else if (transaction != null) {
            transactions.interrupt(transaction, declined.profile(), "its server needs it");
        }
    }

    /** What was opened for the transaction, or may have been, goes back. */
    void giveBack(Member member) {
        Id asker = member.asker;
        member.asker = null;
        if (member.claim != null && member.server != null) {
            core.strays.free(member.profile, member.server, member.claim, null, () -> tellFree(member, asker));
        }
        forget(member);
    }

    private void tellFree(Member member, @Nullable Id asker) {
        if (asker != null) {
            core.send(asker, new Message.Free(member.profile));
        }
    }

    /** It was given back by the commit itself. */
    void forget(Member member) {
        boolean borrowed = member.claim != null;
        member.claim = null;
        member.open = null;
        tellFree(member, member.asker);
        if (borrowed) {
            core.loads.free(member.profile);
        }
    }
}
