package dev.latchkey.bench.engines;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.ForwardingEngine;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.StorageEngine;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the calls of an engine. Thread-safe. */
final class CountingEngine extends ForwardingEngine {
    private final AtomicLong renewals = new AtomicLong();
    private final AtomicLong others = new AtomicLong();

    CountingEngine(StorageEngine engine) {
        super(engine);
    }

    long renewals() {
        return renewals.get();
    }

    long others() {
        return others.get();
    }

    @Override
    public Outcome<RenewReply> renew(Renewal renewal) {
        renewals.incrementAndGet();
        return super.renew(renewal);
    }

    @Override
    public List<Outcome<OpenReply>> open(List<Open> opens) {
        others.incrementAndGet();
        return super.open(opens);
    }

    @Override
    public List<Outcome<CommitReply>> commit(List<Commit> commits) {
        others.incrementAndGet();
        return super.commit(commits);
    }

    @Override
    public List<Outcome<Cancel.Cancelled>> cancel(List<Cancel> cancels) {
        others.incrementAndGet();
        return super.cancel(cancels);
    }

    @Override
    public List<Outcome<Edit.Edited>> edit(List<Edit> edits) {
        others.incrementAndGet();
        return super.edit(edits);
    }

    @Override
    public List<Outcome<Optional<ProfileRecord>>> read(List<ProfileId> profiles) {
        others.incrementAndGet();
        return super.read(profiles);
    }

    @Override
    public Outcome<Burial.Reply> bury(Burial burial) {
        others.incrementAndGet();
        return super.bury(burial);
    }
}
