package dev.latchkey.bench;

import dev.latchkey.engine.sqlite.SqliteEngine;
import dev.latchkey.engine.sqlite.SqliteSettings;
import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.Write;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Fills a store with profiles that nobody has open, by the verbs that a server uses. */
final class Stock {
    static final String STORE = "players";

    private static final int BATCH = 256;
    private static final SplittableRandom RANDOM = new SplittableRandom();

    private Stock() {}

    /** The store's file: profiles {@code p0}, {@code p1} and so on, each with this payload. */
    static void fill(Path file, int profiles, Payload payload) {
        try (SqliteEngine engine = SqliteEngine.open(SqliteSettings.of(file))) {
            Id server = id();
            done(engine.register(new Registration(server, "stock", Duration.ofMinutes(5))));
            for (int from = 0; from < profiles; from += BATCH) {
                List<Open> opens = new ArrayList<>();
                for (int i = from; i < Math.min(profiles, from + BATCH); i++) {
                    opens.add(new Open(new ProfileId(STORE, "p" + i), server, id(), new Open.Try()));
                }
                put(engine, server, opens, payload);
            }
            done(engine.bury(new Burial(server, server, 0, Duration.ZERO, Burial.Cause.GIVEN_BACK)));
        }
    }

    private static void put(SqliteEngine engine, Id server, List<Open> opens, Payload payload) {
        List<Commit> commits = new ArrayList<>();
        List<Outcome<OpenReply>> replies = engine.open(opens);
        for (int i = 0; i < opens.size(); i++) {
            if (!(done(replies.get(i)) instanceof OpenReply.Granted granted)) {
                throw new IllegalStateException("not granted: " + replies.get(i));
            }
            Open open = opens.get(i);
            long token = granted.record().head().token();
            Fence fence = new Fence(token, open.claim(), granted.record().head().version());
            commits.add(Commit.of(id(), server, new Write(open.profile(), fence, payload, new Write.Release())));
        }
        for (Outcome<CommitReply> outcome : engine.commit(commits)) {
            if (!(done(outcome) instanceof CommitReply.Applied)) {
                throw new IllegalStateException("not applied: " + outcome);
            }
        }
    }

    static Id id() {
        return new Id(RANDOM.nextLong(), RANDOM.nextLong());
    }

    private static <R> R done(Outcome<R> outcome) {
        return switch (outcome) {
            case Outcome.Done<R>(R reply) -> reply;
            case Outcome.NotDone<R>(Outcome.Failure failure) -> throw new IllegalStateException(failure.message());
            case Outcome.Unknown<R>(Outcome.Failure failure) -> throw new IllegalStateException(failure.message());
        };
    }
}
