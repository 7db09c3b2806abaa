package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.Write;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the tests of this module say again and again. */
final class Given {
    static final Duration LEASE = Duration.ofSeconds(15);
    private static final AtomicLong IDS = new AtomicLong(ProcessHandle.current().pid() << 32);

    private Given() {}

    static Id id() {
        return new Id(7, IDS.incrementAndGet());
    }

    static ProfileId profile(String key) {
        return new ProfileId("players", key);
    }

    static Payload text(String text) {
        return new Payload(text.getBytes(StandardCharsets.UTF_8), "json", 1, true);
    }

    /** The folder under the name that the engine knows it by. */
    static Path real(Path folder) throws IOException {
        return folder.toRealPath();
    }

    static Id server(StorageEngine engine, String name) {
        Id server = id();
        done(engine.register(new Registration(server, name, LEASE)));
        return server;
    }

    static <R> R done(Outcome<R> outcome) {
        return switch (outcome) {
            case Outcome.Done<R> done -> done.reply();
            case Outcome.NotDone<R> not ->
                throw new AssertionError(not.failure().message(), not.failure().cause());
            case Outcome.Unknown<R> unknown ->
                throw new AssertionError(
                        unknown.failure().message(), unknown.failure().cause());
        };
    }

    /** A session that the test holds. */
    record Session(StorageEngine engine, Id server, ProfileId profile, Fence fence) {
        static Session open(StorageEngine engine, Id server, String key) {
            Id claim = id();
            OpenReply reply = done(engine.open(List.of(new Open(Given.profile(key), server, claim, new Open.Try())))
                    .get(0));
            if (reply instanceof OpenReply.Granted granted) {
                var head = granted.record().head();
                return new Session(engine, server, Given.profile(key), new Fence(head.token(), claim, head.version()));
            }
            throw new AssertionError(reply);
        }

        Outcome<CommitReply> trySave(@Nullable Payload payload) {
            return commit(payload, new Write.Keep());
        }

        Outcome<CommitReply> commit(@Nullable Payload payload, Write.After after) {
            return engine.commit(List.of(Commit.of(id(), server, new Write(profile, fence, payload, after))))
                    .get(0);
        }

        Session save(@Nullable Payload payload) {
            CommitReply reply = done(trySave(payload));
            if (reply instanceof CommitReply.Applied applied) {
                return new Session(
                        engine,
                        server,
                        profile,
                        new Fence(
                                fence.token(),
                                fence.claim(),
                                applied.written().get(0).version()));
            }
            throw new AssertionError(reply);
        }

        /** The session after a save that was acknowledged. */
        Session next() {
            return new Session(engine, server, profile, new Fence(fence.token(), fence.claim(), fence.version() + 1));
        }

        ProfileRecord read() {
            return done(engine.read(List.of(profile)).get(0)).orElseThrow();
        }
    }
}
