package dev.latchkey.cli.internal.store;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.Write;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes a session from whoever has it, fenced and audited, and gives it to nobody. Between the two it is held
 * here until the former owner surely knows or its lease is over, so that nobody plays beside it (L7).
 */
public final class Unlocking {
    private static final Duration LEASE = Duration.ofSeconds(60);

    /** A server's lease is no longer. */
    private static final Duration LONGEST_LEASE = Duration.ofMinutes(10);

    private final OpenStore store;
    private final StorageEngine engine;
    private final SecureRandom random = new SecureRandom();
    private final Id self;
    private final String name;
    private long beat;

    /**
     * @param name of who unlocks, for the audit, 1–64 characters
     */
    public Unlocking(OpenStore store, String name) {
        this.store = store;
        this.engine = store.engine();
        this.name = name;
        this.self = id();
    }

    /**
     * Unlocks.
     *
     * @param head what was seen; if the session has moved on since, nothing is done
     * @throws Refusal if it has
     */
    public void run(ProfileId profile, Head head) throws InterruptedException {
        Registration registration = new Registration(self, name, LEASE);
        beat = OpenStore.tried(() -> engine.register(registration)).beat();
        try {
            Id claim = id();
            Open steal = new Open(profile, self, claim, new Open.Steal(head.token()));
            OpenReply reply = OpenStore.tried(() -> engine.open(List.of(steal)).get(0));
            if (!(reply instanceof OpenReply.Granted granted)) {
                throw Refusal.failed("the session of " + profile + " has moved on meanwhile; look again");
            }
            awaitEnd(head.owner());
            Head own = granted.record().head();
            Write release = new Write(profile, new Fence(own.token(), claim, own.version()), null, new Write.Release());
            Commit commit = Commit.of(id(), self, release);
            CommitReply over =
                    OpenStore.tried(() -> engine.commit(List.of(commit)).get(0));
            if (!(over instanceof CommitReply.Applied)) {
                throw Refusal.failed("the session of " + profile + " was taken by somebody else meanwhile; look again");
            }
        } finally {
            Burial burial = new Burial(self, self, 0, Duration.ZERO, Burial.Cause.GIVEN_BACK);
            Outcome<Burial.Reply> unused = engine.bury(burial);
        }
    }

    /** Until the lease that the owner had at the steal is over: its next renewal tells it, without one it stops. */
    private void awaitEnd(@Nullable Id owner) throws InterruptedException {
        Map<Id, Inspection.ServerInfo> servers = store.servers();
        Inspection.ServerInfo robbed = owner == null ? null : servers.get(owner);
        if (owner == null || robbed == null || robbed.buried()) {
            return;
        }
        Instant end = robbed.leaseEnd();
        if (end.equals(Instant.EPOCH)) {
            awaitEndWithoutClock(owner, robbed.beat());
            return;
        }
        while (now().isBefore(end) && isAlive(owner)) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** A store without a clock knows no leases: until the owner has surely renewed since, or any lease is over. */
    private void awaitEndWithoutClock(Id owner, long beat) throws InterruptedException {
        long began = System.nanoTime();
        while (System.nanoTime() - began < LONGEST_LEASE.toNanos() && !hasHeard(owner, beat)) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** The first renewal that is seen may have been on its way before the steal. */
    private boolean hasHeard(Id owner, long beat) {
        Inspection.ServerInfo info = store.servers().get(owner);
        return info == null || info.buried() || info.beat() >= beat + 2;
    }

    private boolean isAlive(Id owner) {
        Inspection.ServerInfo info = store.servers().get(owner);
        return info != null && !info.buried();
    }

    /** The store's clock, at the latest: a renewal ends one lease after it. */
    private Instant now() {
        RenewReply reply = OpenStore.tried(() -> engine.renew(new Renewal(self, beat, LEASE, 0)));
        beat = switch (reply) {
            case RenewReply.Renewed renewed -> renewed.beat();
            case RenewReply.BeatMoved(long found) -> found;
            case RenewReply.Gone() -> throw Refusal.failed("the store took this command for dead; look again");
        };
        Inspection.ServerInfo own = store.servers().get(self);
        return own == null ? Instant.MIN : own.leaseEnd().minus(LEASE);
    }

    private Id id() {
        return new Id(random.nextLong(), random.nextLong());
    }
}
