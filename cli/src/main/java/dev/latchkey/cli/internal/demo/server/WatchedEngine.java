package dev.latchkey.cli.internal.demo.server;

import dev.latchkey.cli.internal.demo.wire.Report.How;
import dev.latchkey.engine.sqlite.SqliteEngine;
import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The engine, with an eye on how each load comes to its session. Thread-safe. */
final class WatchedEngine implements StorageEngine, Inspection, OrphanShelf {
    private final SqliteEngine engine;
    /** When a load was first refused, on the clock of {@link System#nanoTime()}. */
    private final ConcurrentHashMap<ProfileId, Long> refused = new ConcurrentHashMap<>();

    private final ConcurrentHashMap<ProfileId, How> taken = new ConcurrentHashMap<>();

    WatchedEngine(SqliteEngine engine) {
        this.engine = engine;
    }

    /**
     * How a load ended that began at {@code begun}.
     *
     * @param since the nanosecond from which its time is counted
     */
    record Arrival(How how, long since) {}

    /** A load begins. */
    void begin(ProfileId profile) {
        refused.remove(profile);
        taken.remove(profile);
    }

    /** A load is done. */
    Arrival done(ProfileId profile, long begun) {
        Long from = refused.remove(profile);
        How how = taken.remove(profile);
        if (how != null) {
            return new Arrival(how, begun);
        }
        return from == null ? new Arrival(How.FREE, begun) : new Arrival(How.HANDED, from);
    }

    @Override
    public List<Outcome<OpenReply>> open(List<Open> opens) {
        List<Outcome<OpenReply>> outcomes = engine.open(opens);
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Done<OpenReply>(OpenReply reply)) {
                saw(opens.get(i).profile(), reply);
            }
        }
        return outcomes;
    }

    private void saw(ProfileId profile, OpenReply reply) {
        if (reply instanceof OpenReply.Held) {
            refused.putIfAbsent(profile, System.nanoTime());
        } else if (reply instanceof OpenReply.Granted granted && granted.how() == OpenReply.How.TAKEN_OVER) {
            taken.put(profile, How.TAKEN);
        }
    }

    @Override
    public List<Outcome<CommitReply>> commit(List<Commit> commits) {
        return engine.commit(commits);
    }

    @Override
    public List<Outcome<Cancel.Cancelled>> cancel(List<Cancel> cancels) {
        return engine.cancel(cancels);
    }

    @Override
    public List<Outcome<Edit.Edited>> edit(List<Edit> edits) {
        return engine.edit(edits);
    }

    @Override
    public List<Outcome<Optional<ProfileRecord>>> read(List<ProfileId> profiles) {
        return engine.read(profiles);
    }

    @Override
    public Outcome<Registration.Registered> register(Registration registration) {
        return engine.register(registration);
    }

    @Override
    public Outcome<RenewReply> renew(Renewal renewal) {
        return engine.renew(renewal);
    }

    @Override
    public Outcome<Burial.Reply> bury(Burial burial) {
        return engine.bury(burial);
    }

    @Override
    public Outcome<Boolean> keep(List<Orphan> orphans) {
        return engine.keep(orphans);
    }

    @Override
    public Outcome<List<Shelved>> orphans(@Nullable ProfileId profile, int limit) {
        return engine.orphans(profile, limit);
    }

    @Override
    public Outcome<List<ServerInfo>> servers() {
        return engine.servers();
    }

    @Override
    public Outcome<List<SessionInfo>> sessions(@Nullable ProfileId after, int limit) {
        return engine.sessions(after, limit);
    }

    @Override
    public Outcome<List<ProfileId>> keys(String store, String prefix, @Nullable String after, int limit) {
        return engine.keys(store, prefix, after, limit);
    }

    @Override
    public Outcome<List<String>> stores() {
        return engine.stores();
    }

    @Override
    public Outcome<List<AuditEntry>> audit(@Nullable ProfileId profile, int limit) {
        return engine.audit(profile, limit);
    }

    @Override
    public Optional<String> defaultBus() {
        return engine.defaultBus();
    }

    @Override
    public void close() {
        engine.close();
    }
}
