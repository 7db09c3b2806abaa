package dev.latchkey.engine.memory;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.ServerRules;
import dev.latchkey.spi.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The state behind {@link MemoryEngine} and its steps. All but {@link #locked} is for the lock's holder. */
final class MemoryStore {
    final InstantSource clock;
    final RecordRules recordRules;
    final ServerRules serverRules;
    final MemoryRecords records;
    final MemoryServers servers;
    final MemoryAudit audit;
    final MemoryShelf shelf;
    private final Journal journal;
    private final ReentrantLock lock = new ReentrantLock();

    MemoryStore(
            InstantSource clock, RecordRules recordRules, ServerRules serverRules, Journal journal, int auditLimit) {
        this(
                clock,
                recordRules,
                serverRules,
                journal,
                new MemoryRecords(),
                new MemoryServers(),
                new MemoryAudit(auditLimit),
                new MemoryShelf());
    }

    private MemoryStore(
            InstantSource clock,
            RecordRules recordRules,
            ServerRules serverRules,
            Journal journal,
            MemoryRecords records,
            MemoryServers servers,
            MemoryAudit audit,
            MemoryShelf shelf) {
        this.clock = clock;
        this.recordRules = recordRules;
        this.serverRules = serverRules;
        this.journal = journal;
        this.records = records;
        this.servers = servers;
        this.audit = audit;
        this.shelf = shelf;
    }

    <R> R locked(Supplier<R> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    MemoryStore fork(InstantSource otherClock, Journal otherJournal) {
        return new MemoryStore(
                otherClock,
                recordRules,
                serverRules,
                otherJournal,
                records.copy(),
                servers.copy(),
                audit.copy(),
                shelf.copy());
    }

    OpenReply open(Open asked) {
        Instant now = clock.instant();
        ProfileRecord found = records.get(asked.profile());
        var step = recordRules.open(found, asked, servers::get, now);
        if (step.reply() instanceof OpenReply.Granted granted && granted.how() == OpenReply.How.TAKEN_OVER) {
            audit.add(now, "taken-over", asked.profile(), owner(found), servers.display(asked.server()));
        }
        apply(Journal.Verb.OPEN, asked.profile(), found, step, asked.claim(), now);
        return step.reply();
    }

    CommitReply commit(Commit asked) {
        Instant now = clock.instant();
        boolean fits = asked.writes().stream().allMatch(write -> recordRules.fits(records.get(write.profile()), write));
        if (!fits) {
            List<@Nullable Head> heads = new ArrayList<>();
            asked.writes().forEach(write -> heads.add(head(records.get(write.profile()))));
            return new CommitReply.Refused(heads);
        }
        return new CommitReply.Applied(
                Batches.inKeyOrder(asked.writes(), Write::profile, write -> apply(write, asked.write(), now)));
    }

    private CommitReply.Written apply(Write write, Id id, Instant now) {
        ProfileRecord found = records.get(write.profile());
        if (found == null) {
            throw new IllegalStateException("a write fits no record: profile=" + write.profile());
        }
        var step = recordRules.apply(found, write, id, servers::get, now);
        apply(Journal.Verb.COMMIT, write.profile(), found, step, id, now);
        return step.reply();
    }

    Cancel.Cancelled cancel(Cancel asked) {
        Instant now = clock.instant();
        ProfileRecord found = records.get(asked.profile());
        var step = recordRules.cancel(found, asked, now);
        apply(Journal.Verb.CANCEL, asked.profile(), found, step, asked.write(), now);
        return step.reply();
    }

    Edit.Edited edit(Edit asked) {
        Instant now = clock.instant();
        ProfileRecord found = records.get(asked.profile());
        var step = recordRules.edit(found, asked, servers::get, now);
        if (step.after() != null) {
            String what = asked.payload() == null ? "erased" : "edited";
            audit.add(now, what, asked.profile(), owner(found), asked.by());
        }
        apply(Journal.Verb.EDIT, asked.profile(), found, step, asked.write(), now);
        return step.reply();
    }

    private void apply(
            Journal.Verb verb,
            ProfileId profile,
            @Nullable ProfileRecord found,
            RecordRules.Step<?> step,
            Id id,
            Instant now) {
        RecordRules.Loss loss = step.loss();
        if (loss != null) {
            servers.lose(profile, loss);
            if (loss.how() == RenewReply.How.STOLEN) {
                audit.add(now, "stolen", profile, loss.owner(), loss.by());
            }
        }
        ProfileRecord after = step.after();
        if (after != null) {
            records.put(after);
            journal.changed(new Journal.Change(verb, found, after, id));
        }
    }

    Registration.Registered register(Registration asked) {
        Instant now = clock.instant();
        servers.removeOld(now, records::names).forEach(row -> journal.serverChanged(row, null));
        var step = serverRules.register(servers.get(asked.server()), asked, now);
        put(null, step.after());
        return step.reply();
    }

    RenewReply renew(Renewal asked) {
        ServerRow found = servers.get(asked.server());
        ServerRow after = serverRules.renew(found, asked, clock.instant());
        if (after == null) {
            return found == null || found.buried() ? new RenewReply.Gone() : new RenewReply.BeatMoved(found.beat());
        }
        put(found, after);
        servers.acknowledge(asked.server(), asked.acknowledged());
        return new RenewReply.Renewed(
                after.beat(), records.wantedOf(asked.server(), servers::buried), servers.losses(asked.server()));
    }

    Burial.Reply bury(Burial asked) {
        Instant now = clock.instant();
        ServerRow found = servers.get(asked.target());
        var step = serverRules.bury(found, servers.get(asked.by()), asked, now);
        if (step.after() != null) {
            audit.add(now, "buried", null, asked.target(), servers.display(asked.by()));
        }
        put(found, step.after());
        return step.reply();
    }

    private void put(@Nullable ServerRow before, @Nullable ServerRow after) {
        if (after != null) {
            servers.put(after);
            journal.serverChanged(before, after);
        }
    }

    List<Inspection.ServerInfo> serverInfos() {
        Instant now = clock.instant();
        return servers.copyOfAll().values().stream()
                .map(row -> MemoryServers.info(row, now, records.owned(row.server())))
                .toList();
    }

    /** The commit's place in the order of keys: its lowest profile. */
    static ProfileId first(Commit commit) {
        return commit.writes().stream()
                .map(Write::profile)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static @Nullable Head head(@Nullable ProfileRecord record) {
        return record == null ? null : record.head();
    }

    private static @Nullable Id owner(@Nullable ProfileRecord record) {
        return record == null ? null : record.head().owner();
    }
}
