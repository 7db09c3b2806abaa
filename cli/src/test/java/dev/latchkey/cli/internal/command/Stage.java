package dev.latchkey.cli.internal.command;

import dev.latchkey.engine.sqlite.SqliteEngine;
import dev.latchkey.engine.sqlite.SqliteSettings;
import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.Write;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A store with servers that do exactly what a test says. */
final class Stage implements AutoCloseable {
    static final Id LOBBY = new Id(1, 1);
    static final Id ARENA = new Id(1, 2);

    private final SqliteEngine engine;
    private long ids = 100;

    Stage(Path file) {
        engine = SqliteEngine.open(SqliteSettings.of(file));
        register(LOBBY, "lobby-1");
        register(ARENA, "arena-1");
    }

    private void register(Id server, String name) {
        done(engine.register(new Registration(server, name, Duration.ofMinutes(10))));
    }

    /** From now on the server's lease lasts so long. */
    void lease(Id server, Duration lease) {
        done(engine.renew(new Renewal(server, 0, lease, 0)));
    }

    /** The server opens the profile and saves this. */
    Fence play(Id server, ProfileId profile, String text) {
        Id claim = new Id(2, ids++);
        OpenReply.Granted granted =
                (OpenReply.Granted) done(engine.open(List.of(new Open(profile, server, claim, new Open.Try())))
                        .get(0));
        Head head = granted.record().head();
        return save(server, profile, new Fence(head.token(), claim, head.version()), text, new Write.Keep());
    }

    void release(Id server, ProfileId profile, Fence fence, String text) {
        Fence unused = save(server, profile, fence, text, new Write.Release());
    }

    private Fence save(Id server, ProfileId profile, Fence fence, String text, Write.After after) {
        Write write = new Write(profile, fence, payload(text), after);
        CommitReply reply = done(engine.commit(List.of(Commit.of(new Id(3, ids++), server, write)))
                .get(0));
        if (!(reply instanceof CommitReply.Applied)) {
            throw new IllegalStateException("not applied: " + reply);
        }
        return new Fence(fence.token(), fence.claim(), fence.version() + 1);
    }

    /** Whether the server can still save under this fence. */
    boolean canSave(Id server, ProfileId profile, Fence fence) {
        Write write = new Write(profile, fence, payload("{}"), new Write.Keep());
        return done(engine.commit(List.of(Commit.of(new Id(3, ids++), server, write)))
                        .get(0))
                instanceof CommitReply.Applied;
    }

    void orphan(ProfileId profile, Fence fence, String text) {
        done(engine.keep(List.of(
                new OrphanShelf.Orphan(profile, new Id(4, ids++), fence, LOBBY, payload(text), "session lost", true))));
    }

    /** The server is gone. */
    void leave(Id server) {
        done(engine.bury(new Burial(server, server, 0, Duration.ZERO, Burial.Cause.GIVEN_BACK)));
    }

    /** Somebody puts bytes into a profile that nobody has open. */
    void edit(ProfileId profile, byte[] bytes) {
        Payload payload = new Payload(bytes, "bytes", 0, false);
        Head head = found(profile);
        done(engine.edit(
                        List.of(new Edit(profile, new Id(3, ids++), head.token(), head.version(), payload, "somebody")))
                .get(0));
    }

    /** What is stored is kept in the history. */
    void keep(ProfileId profile) {
        Effects effects = new Effects(List.of(), List.of(), List.of(), List.of(), Occasion.EDIT);
        Write write = new Write(profile, Fence.of(found(profile)), null, new Write.Keep(), effects);
        done(engine.commit(List.of(Commit.of(new Id(3, ids++), LOBBY, write))).get(0));
    }

    /** The profile, which nobody has open, has these tags from now on. */
    void tag(ProfileId profile, Map<String, String> tags) {
        Effects effects = Effects.NONE.with(tags);
        Write write = new Write(profile, Fence.of(found(profile)), null, new Write.Keep(), effects);
        done(engine.commit(List.of(Commit.of(new Id(3, ids++), LOBBY, write))).get(0));
    }

    /** A letter that could not be handled. */
    void deadLetter(ProfileId to, String id, String text, String item) {
        Letter letter = new Letter(to, id, "Gift", payload(text), "test", List.of(item), null, 10, null);
        done(engine.post(List.of(letter.undeliverable("handler failed"))).get(0));
    }

    /** A letter that waits. */
    void letter(ProfileId to, String id, String text) {
        Letter letter = new Letter(to, id, "Gift", payload(text), "test", List.of(), null, 10, null);
        done(engine.post(List.of(letter)).get(0));
    }

    private Head found(ProfileId profile) {
        return done(engine.read(List.of(profile)).get(0))
                .map(ProfileRecord::head)
                .orElse(Head.EMPTY);
    }

    Head head(ProfileId profile) {
        return done(engine.read(List.of(profile)).get(0)).orElseThrow().head();
    }

    private static Payload payload(String text) {
        return new Payload(text.getBytes(StandardCharsets.UTF_8), "json", 0, true);
    }

    private static <R> R done(Outcome<R> outcome) {
        if (outcome instanceof Outcome.Done<R>(R reply)) {
            return reply;
        }
        throw new IllegalStateException("no reply: " + outcome);
    }

    @Override
    public void close() {
        engine.close();
    }
}
