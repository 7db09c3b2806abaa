package dev.latchkey.bench;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.ForwardingEngine;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.StorageEngine;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** An engine that notes when an open was refused, when the last commit ran and how often a lease was renewed. Thread-safe. */
final class WatchedEngine extends ForwardingEngine {
    private final AtomicLong refusedAt = new AtomicLong();
    private final AtomicLong renewals = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();

    private volatile long commitBegun;
    private volatile long commitEnded;

    WatchedEngine(StorageEngine engine) {
        super(engine);
    }

    /** When the first open since the last call was refused by a live owner; 0 for none. */
    long refusedAt() {
        return refusedAt.getAndSet(0);
    }

    /** When the last commit was begun. */
    long commitBegun() {
        return commitBegun;
    }

    /** When the last commit was answered. */
    long commitEnded() {
        return commitEnded;
    }

    long renewals() {
        return renewals.get();
    }

    /** Calls that open, commit, cancel or bury; each a batch. */
    long calls() {
        return calls.get();
    }

    @Override
    public List<Outcome<Cancel.Cancelled>> cancel(List<Cancel> cancels) {
        calls.incrementAndGet();
        return super.cancel(cancels);
    }

    @Override
    public Outcome<Burial.Reply> bury(Burial burial) {
        calls.incrementAndGet();
        return super.bury(burial);
    }

    @Override
    public List<Outcome<OpenReply>> open(List<Open> opens) {
        calls.incrementAndGet();
        List<Outcome<OpenReply>> outcomes = super.open(opens);
        for (Outcome<OpenReply> outcome : outcomes) {
            if (outcome instanceof Outcome.Done<OpenReply>(OpenReply reply) && reply instanceof OpenReply.Held) {
                refusedAt.compareAndSet(0, System.nanoTime());
            }
        }
        return outcomes;
    }

    @Override
    public List<Outcome<CommitReply>> commit(List<Commit> commits) {
        calls.incrementAndGet();
        commitBegun = System.nanoTime();
        List<Outcome<CommitReply>> outcomes = super.commit(commits);
        commitEnded = System.nanoTime();
        return outcomes;
    }

    @Override
    public Outcome<RenewReply> renew(Renewal renewal) {
        renewals.incrementAndGet();
        return super.renew(renewal);
    }
}
