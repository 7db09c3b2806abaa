package dev.latchkey.engine.memory;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.EffectRules;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.Housekeeping;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.Inspection.AuditEntry;
import dev.latchkey.spi.Inspection.EndedSession;
import dev.latchkey.spi.Inspection.Lost;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.Relocation;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.SessionEnd;
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
    final MemoryRules rules;
    final MemoryTables tables;
    final MemoryRecords records;
    final MemoryServers servers;
    final MemoryAudit audit;
    final MemoryEffects effects;
    private final Journal journal;
    private final ReentrantLock lock = new ReentrantLock();

    MemoryStore(InstantSource clock, MemoryRules rules, Journal journal, MemoryTables tables) {
        this.clock = clock;
        this.rules = rules;
        this.journal = journal;
        this.tables = tables;
        records = tables.records();
        servers = tables.servers();
        audit = tables.audit();
        effects = new MemoryEffects(tables, rules.effects(), journal);
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
        return new MemoryStore(otherClock, rules, otherJournal, tables.copy());
    }

    OpenReply open(Open asked) {
        Instant now = clock.instant();
        ProfileRecord found = records.get(asked.profile());
        var step = rules.records().open(found, asked, servers::get, now);
        if (step.reply() instanceof OpenReply.Granted granted) {
            SessionEnd end = SessionEnd.of(granted.how());
            if (end != null) {
                ended(end, asked.profile(), found, servers.display(asked.server()), now);
            }
        }
        apply(Journal.Verb.OPEN, asked.profile(), found, step, asked.claim());
        return step.reply() instanceof OpenReply.Granted granted
                ? granted.with(tables.mail().fetch(asked.profile(), 0, Mailboxes.FIRST, now))
                : step.reply();
    }

    /** The session that was found is over; where there was none, that is only told. */
    private void ended(SessionEnd end, ProfileId profile, @Nullable ProfileRecord found, String by, Instant now) {
        Id owner = owner(found);
        EndedSession session = found == null || owner == null
                ? null
                : new EndedSession(
                        servers.name(owner), found.head().token(), found.dates().session(), Lost.NONE);
        audit.add(new AuditEntry(now, end.word(), profile, owner, by, session));
    }

    CommitReply commit(Commit asked) {
        Instant now = clock.instant();
        if (!rules.records().fit(asked.writes(), records::get)) {
            List<@Nullable Head> heads = new ArrayList<>();
            asked.writes().forEach(write -> heads.add(head(records.get(write.profile()))));
            return new CommitReply.Refused(heads);
        }
        return switch (effects.decide(asked, now)) {
            case EffectRules.Refusal refusal -> refusal.reply();
            case EffectRules.Plan plan -> {
                effects.before(asked, now);
                List<CommitReply.Written> written =
                        Batches.inKeyOrder(asked.writes(), Write::profile, write -> apply(write, asked, now));
                yield new CommitReply.Applied(written, effects.deliver(plan, servers.display(asked.server()), now));
            }
        };
    }

    private CommitReply.Written apply(Write write, Commit asked, Instant now) {
        ProfileRecord found = records.get(write.profile());
        var step = rules.records().apply(found, write, asked.write(), servers::get, now);
        ProfileRecord after = step.after();
        if (after != null) {
            audit(asked.server(), found, after, now);
        }
        apply(Journal.Verb.COMMIT, write.profile(), found, step, asked.write());
        return step.reply();
    }

    private void audit(Id server, @Nullable ProfileRecord found, ProfileRecord after, Instant now) {
        SessionEnd end = SessionEnd.of(head(found), after.head());
        Id owner = after.head().owner();
        if (end != null) {
            ended(end, after.profile(), found, servers.display(owner == null ? server : owner), now);
        }
    }

    Cancel.Cancelled cancel(Cancel asked) {
        Instant now = clock.instant();
        ProfileRecord found = records.get(asked.profile());
        var step = rules.records().cancel(found, asked, now);
        if (step.reply().released()) {
            ended(SessionEnd.CANCELLED, asked.profile(), found, servers.display(asked.server()), now);
        }
        apply(Journal.Verb.CANCEL, asked.profile(), found, step, asked.write());
        return step.reply();
    }

    Edit.Edited edit(Edit asked) {
        Instant now = clock.instant();
        ProfileRecord found = records.get(asked.profile());
        var step = rules.records().edit(found, asked, servers::get, now);
        ProfileRecord after = step.after();
        if (after != null) {
            if (asked.payload() == null) {
                audit.erase(asked.profile());
            }
            ended(SessionEnd.of(asked), asked.profile(), found, asked.by(), now);
            if (asked.payload() == null) {
                effects.erase(after, asked.by(), rules.records().remembersLetters(), now);
            } else {
                tables.history().written(asked.profile(), asked.by());
            }
        }
        apply(Journal.Verb.EDIT, asked.profile(), found, step, asked.write());
        return step.reply();
    }

    private void apply(
            Journal.Verb verb, ProfileId profile, @Nullable ProfileRecord found, RecordRules.Step<?> step, Id id) {
        RecordRules.Loss loss = step.loss();
        if (loss != null) {
            servers.lose(profile, loss);
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
        var step = rules.servers().register(servers.get(asked.server()), asked, now);
        put(null, step.after());
        return step.reply();
    }

    RenewReply renew(Renewal asked) {
        ServerRow found = servers.get(asked.server());
        ServerRow after = rules.servers().renew(found, asked, clock.instant());
        if (after == null) {
            return found == null || found.buried() ? new RenewReply.Gone() : new RenewReply.BeatMoved(found.beat());
        }
        put(found, after);
        servers.acknowledge(asked.server(), asked.acknowledged());
        return new RenewReply.Renewed(
                after.beat(),
                records.wantedOf(asked.server(), servers::buried),
                servers.losses(asked.server()),
                tables.mail().mailed(asked.server(), profile -> asked.server().equals(owner(records.get(profile)))));
    }

    Burial.Reply bury(Burial asked) {
        Instant now = clock.instant();
        ServerRow found = servers.get(asked.target());
        var step = rules.servers().bury(found, servers.get(asked.by()), asked, now);
        if (step.after() != null) {
            audit.add(new AuditEntry(now, "buried", null, asked.target(), servers.display(asked.by()), null));
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

    ItemIndex.Indexed index(ProfileId profile, long token, long version, List<String> items) {
        Head head = head(records.get(profile));
        boolean current = head != null && head.token() == token && head.version() == version;
        List<Holding> duplicates = current ? effects.index(profile, items, clock.instant()) : List.of();
        return new ItemIndex.Indexed(current, duplicates);
    }

    Housekeeping.Swept sweep(Housekeeping.Retention retention) {
        Instant now = clock.instant();
        int most = retention.most();
        return new Housekeeping.Swept(
                tables.history().forget(Housekeeping.Retention.before(now, retention.revisions()), most),
                tables.mail().forget(Housekeeping.Retention.before(now, retention.letters()), most),
                tables.items().forget(Housekeeping.Retention.before(now, retention.moves()), most),
                audit.forget(Housekeeping.Retention.before(now, retention.audit()), most),
                tables.mail().expire(now, most));
    }

    Relocation.Unpacked unpack(Belongings belongings) {
        ProfileRecord found = records.get(belongings.profile());
        ProfileRecord next = belongings.record();
        boolean applied = Relocation.mayReplace(head(found), head(next));
        if (applied) {
            new MemoryMoving(tables).replace(belongings);
        }
        Head before = head(found);
        return new Relocation.Unpacked(applied, before == null ? Head.EMPTY : before);
    }

    private static @Nullable Head head(@Nullable ProfileRecord record) {
        return record == null ? null : record.head();
    }

    private static @Nullable Id owner(@Nullable ProfileRecord record) {
        return record == null ? null : record.head().owner();
    }
}
