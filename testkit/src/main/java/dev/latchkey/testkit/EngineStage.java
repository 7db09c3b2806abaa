package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.Write;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** An engine on a fresh store, and short words for what contracts do to it. Thread-safe. */
public final class EngineStage {
    private final StorageEngine engine;
    private final EngineTime time;
    private final AtomicLong drawn = new AtomicLong();

    /** A stage on an engine whose store is empty. */
    public EngineStage(StorageEngine engine, EngineTime time) {
        this.engine = engine;
        this.time = time;
    }

    /** The engine under test. */
    public StorageEngine engine() {
        return engine;
    }

    /** Its time. */
    public EngineTime time() {
        return time;
    }

    /** Lets the store's clock go on by this share of a lease. */
    public void pass(double leases) {
        time.pass(share(leases));
    }

    /** A share of a lease. */
    public Duration share(double leases) {
        return Duration.ofNanos((long) (time.lease().toNanos() * leases));
    }

    /** How long a server's lease must have held before it buries: two fifths of a lease. */
    public Duration settled() {
        return share(0.4);
    }

    /** A fresh id. */
    public Id id() {
        return new Id(0x1a7c4e00L, drawn.incrementAndGet());
    }

    /** A fresh profile. */
    public ProfileId profile() {
        return new ProfileId("players", "ada-%06d".formatted(drawn.incrementAndGet()));
    }

    /** A text payload. */
    public static Payload text(String text) {
        return new Payload(text.getBytes(StandardCharsets.UTF_8), "json", 1, true);
    }

    /** The reply of a call that must have one. */
    public static <R> R reply(Outcome<R> outcome) {
        if (outcome instanceof Outcome.Done<R> done) {
            return done.reply();
        }
        throw new AssertionError("the engine did not answer: " + outcome);
    }

    private static <R> R only(List<Outcome<R>> outcomes) {
        assertThat(outcomes).hasSize(1);
        return reply(outcomes.get(0));
    }

    /** Registers a fresh server. */
    public Id server() {
        Id server = id();
        register(server);
        return server;
    }

    /** Registers this server, named "server". */
    public Registration.Registered register(Id server) {
        return reply(engine.register(new Registration(server, "server", time.lease())));
    }

    /** Renews, acknowledging nothing. */
    public RenewReply renew(Id server, long beat) {
        return renew(server, beat, 0);
    }

    /** Renews. */
    public RenewReply renew(Id server, long beat, long acknowledged) {
        return reply(engine.renew(new Renewal(server, beat, time.lease(), acknowledged)));
    }

    /** Renews where that must succeed. */
    public RenewReply.Renewed renewed(Id server, long beat, long acknowledged) {
        return as(RenewReply.Renewed.class, renew(server, beat, acknowledged));
    }

    /** The server gives its lease back. */
    public void bury(Id server) {
        assertThat(giveBack(server)).isEqualTo(Burial.Reply.BURIED);
    }

    /** The server gives its lease back. */
    public Burial.Reply giveBack(Id server) {
        return reply(engine.bury(new Burial(server, server, 0, settled(), Burial.Cause.GIVEN_BACK)));
    }

    /** Buries since the lease is over. */
    public Burial.Reply buryDead(Id target, Id by, long beat) {
        return reply(engine.bury(new Burial(target, by, beat, settled(), Burial.Cause.LEASE_OVER)));
    }

    /** Opens. */
    public OpenReply open(ProfileId profile, Id server, Id claim, Open.Mode mode) {
        return only(engine.open(List.of(new Open(profile, server, claim, mode))));
    }

    /** Looks whether it can have the session. */
    public OpenReply tryOpen(ProfileId profile, Id server, Id claim) {
        return open(profile, server, claim, new Open.Try());
    }

    /** Opens under a fresh claim where that must be granted. */
    public Session session(ProfileId profile, Id server) {
        Id claim = id();
        return Session.of(granted(tryOpen(profile, server, claim)).record(), server, claim);
    }

    /** Opens, writes and closes: a free profile with data. */
    public ProfileId saved(String data) {
        ProfileId profile = profile();
        applied(session(profile, server()), text(data), new Write.Release());
        return profile;
    }

    /** The grant that the reply must be. */
    public static OpenReply.Granted granted(OpenReply reply) {
        return as(OpenReply.Granted.class, reply);
    }

    /** The refusal that the reply must be. */
    public static OpenReply.Held held(OpenReply reply) {
        return as(OpenReply.Held.class, reply);
    }

    /** The reply, which must be of this type. */
    public static <T> T as(Class<T> type, Object reply) {
        assertThat(reply).isInstanceOf(type);
        return type.cast(reply);
    }

    /** Commits. */
    public CommitReply commit(Commit commit) {
        return only(engine.commit(List.of(commit)));
    }

    /** Commits one write under a fresh id. */
    public CommitReply commit(Session session, @Nullable Payload payload, Write.After after) {
        return commit(Commit.of(id(), session.server(), session.write(payload, after)));
    }

    /** Commits one write where that must apply. */
    public CommitReply.Written applied(Session session, @Nullable Payload payload, Write.After after) {
        return applied(Commit.of(id(), session.server(), session.write(payload, after)));
    }

    /** Commits one write where that must apply. */
    public CommitReply.Written applied(Commit commit) {
        List<CommitReply.Written> written =
                as(CommitReply.Applied.class, commit(commit)).written();
        assertThat(written).hasSize(1);
        return written.get(0);
    }

    /** Commits where that must be refused. */
    public Head refused(Commit commit) {
        List<@Nullable Head> heads =
                as(CommitReply.Refused.class, commit(commit)).heads();
        assertThat(heads).hasSize(1);
        Head head = heads.get(0);
        assertThat(head).isNotNull();
        return head == null ? Head.EMPTY : head;
    }

    /** Cancels. */
    public Cancel.Cancelled cancel(Cancel cancel) {
        return only(engine.cancel(List.of(cancel)));
    }

    /** Cancels whatever the token. */
    public Cancel.Cancelled cancel(ProfileId profile, Id server, Id claim) {
        return cancel(new Cancel(profile, server, claim, null, id()));
    }

    /** Edits where the record is at this token and version. */
    public Edit.Edited edit(ProfileId profile, Head at, @Nullable Payload payload) {
        return edit(new Edit(profile, id(), at.token(), at.version(), payload, "operator"));
    }

    /** Edits. */
    public Edit.Edited edit(Edit edit) {
        return only(engine.edit(List.of(edit)));
    }

    /** The record, which must be there. */
    public ProfileRecord record(ProfileId profile) {
        return only(engine.read(List.of(profile))).orElseThrow(() -> new AssertionError("no record of " + profile));
    }

    /** The record's head. */
    public Head head(ProfileId profile) {
        return record(profile).head();
    }

    /** Whether there is a record. */
    public boolean exists(ProfileId profile) {
        return only(engine.read(List.of(profile))).isPresent();
    }
}
