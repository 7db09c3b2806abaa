package dev.latchkey.internal;

import dev.latchkey.Options;
import dev.latchkey.core.Input;
import dev.latchkey.core.Request;
import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Offence;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.StorageEngine;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The ways to the engine, one for each verb. Thread-safe. */
final class Lanes {
    private static final int BATCH = 256;
    /** One: an engine that has to wait asks for them when it is ready, and until then they gather. */
    private static final int COMMITS_AT_ONCE = 1;

    private static final int ORPHANS = 64;

    final Lane<Request.ToOpen, OpenReply> open;
    final Lane<Request.ToCommit, CommitReply> commit;
    private final Lane<Request.ToCancel, Cancel.Cancelled> cancel;
    private final Lane<Request.ToRegister, Registration.Registered> register;
    private final Lane<Request.ToRenew, RenewReply> renew;
    private final Lane<Request.ToBury, Burial.Reply> bury;
    private final Lane<Request.ToKeep, Boolean> keep;
    private final Lane<Request.ToRead, Optional<ProfileRecord>> read;
    private final Lane<Request.ToFetch, List<Delivery>> fetch;
    private final Lane<Request.ToPost, Mailboxes.Posted> post;
    private final List<Lane<?, ?>> all;

    Lanes(
            StorageEngine engine,
            Function<List<OrphanShelf.Orphan>, Outcome<Boolean>> shelf,
            Options options,
            Feed done) {
        Lane.Surroundings host = new Lane.Surroundings(options.host(), options.metrics());
        open = new Lane<>(
                host,
                Names.OPEN_TIME,
                Lane.atOnce(asked -> engine.open(asked.stream().map(r -> r.open).toList())),
                BATCH,
                2,
                done::answers);
        commit = new Lane<>(
                host,
                Names.COMMIT_TIME,
                batch -> engine.commitLate(() -> commits(batch.get())),
                BATCH,
                COMMITS_AT_ONCE,
                done::answers);
        cancel = new Lane<>(
                host,
                Names.OTHER_TIME,
                Lane.atOnce(
                        asked -> engine.cancel(asked.stream().map(r -> r.cancel).toList())),
                BATCH,
                1,
                done::answers);
        register = new Lane<>(
                host,
                Names.OTHER_TIME,
                Lane.atOnce(asked -> List.of(engine.register(asked.get(0).registration))),
                1,
                2,
                done::answers);
        renew = new Lane<>(
                host,
                Names.OTHER_TIME,
                Lane.atOnce(asked -> List.of(engine.renew(asked.get(0).renewal))),
                1,
                2,
                done::answers);
        bury = new Lane<>(
                host,
                Names.OTHER_TIME,
                Lane.atOnce(asked -> List.of(engine.bury(asked.get(0).burial))),
                1,
                2,
                done::answers);
        keep = new Lane<>(host, Names.OTHER_TIME, Lane.atOnce(asked -> keep(asked, shelf)), ORPHANS, 1, done::answers);
        read = new Lane<>(
                host,
                Names.OTHER_TIME,
                Lane.atOnce(
                        asked -> engine.read(asked.stream().map(r -> r.profile).toList())),
                BATCH,
                1,
                done::answers);
        fetch = new Lane<>(host, Names.OTHER_TIME, Lane.atOnce(asked -> fetch(engine, asked)), BATCH, 1, done::answers);
        post = new Lane<>(host, Names.OTHER_TIME, Lane.atOnce(asked -> post(engine, asked)), BATCH, 1, done::answers);
        all = List.of(open, commit, cancel, register, renew, bury, keep, read, fetch, post);
    }

    private static List<Commit> commits(List<Request.ToCommit> asked) {
        return asked.stream().map(request -> request.commit).toList();
    }

    private static List<Outcome<Boolean>> keep(
            List<Request.ToKeep> asked, Function<List<OrphanShelf.Orphan>, Outcome<Boolean>> shelf) {
        Outcome<Boolean> outcome =
                shelf.apply(asked.stream().map(request -> request.orphan).toList());
        return asked.stream().map(request -> outcome).toList();
    }

    /** An engine without mailboxes has nothing in them. */
    private static List<Outcome<List<Delivery>>> fetch(StorageEngine engine, List<Request.ToFetch> asked) {
        return engine instanceof Mailboxes mailboxes
                ? mailboxes.fetch(asked.stream().map(request -> request.fetch).toList())
                : Collections.nCopies(asked.size(), Outcome.done(List.of()));
    }

    private static List<Outcome<Mailboxes.Posted>> post(StorageEngine engine, List<Request.ToPost> asked) {
        return engine instanceof Mailboxes mailboxes
                ? mailboxes.post(asked.stream().map(request -> request.letter).toList())
                : Collections.nCopies(
                        asked.size(),
                        Outcome.done(new Mailboxes.Posted.Refused(
                                new Offence.Unable(), "this engine has no mail; use another")));
    }

    void add(Request<?> request) {
        switch (request) {
            case Request.ToOpen toOpen -> open.add(toOpen);
            case Request.ToCommit toCommit -> commit.add(toCommit);
            case Request.ToCancel toCancel -> cancel.add(toCancel);
            case Request.ToRegister toRegister -> register.add(toRegister);
            case Request.ToRenew toRenew -> renew.add(toRenew);
            case Request.ToBury toBury -> bury.add(toBury);
            case Request.ToKeep toKeep -> keep.add(toKeep);
            case Request.ToRead toRead -> read.add(toRead);
            case Request.ToFetch toFetch -> fetch.add(toFetch);
            case Request.ToPost toPost -> post.add(toPost);
        }
    }

    /** Sees to it that somebody takes what waits, except in one. */
    void startAllBut(@Nullable Lane<?, ?> mine) {
        for (Lane<?, ?> lane : all) {
            if (lane != mine) {
                lane.start();
            }
        }
    }

    /** Takes the answers of a lane, which goes on by itself. */
    interface Feed {
        void answers(List<Input> answers, Lane<?, ?> lane);
    }
}
