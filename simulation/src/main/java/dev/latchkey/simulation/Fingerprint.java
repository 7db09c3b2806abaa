package dev.latchkey.simulation;

import dev.latchkey.core.Input;
import dev.latchkey.core.Request;
import java.util.Arrays;

/** Everything that decides what can happen from here on, as one number; equal numbers mean equal futures. */
final class Fingerprint {
    private final SmallWorld world;
    private final Digest digest;

    private Fingerprint(SmallWorld world) {
        this.world = world;
        digest = new Digest(world.scene.storeTime());
    }

    static long of(SmallWorld world) {
        Fingerprint print = new Fingerprint(world);
        world.servers.forEach(print::server);
        print.store();
        print.pending();
        print.counts();
        return print.digest.value();
    }

    private void server(Server server) {
        digest.text(server.name).add(world.scene.journal(server));
        if (!SmallWorld.runs(server)) {
            return;
        }
        digest.text(server.node.describe(server.now()));
        for (Play play : server.plays) {
            digest.text(play.words());
        }
        digest.number(server.load(SmallWorld.PROFILE) == null ? 0 : 1);
    }

    private void store() {
        world.scene.engine.records().values().forEach(digest::add);
        world.scene.engine.serverRows().values().forEach(digest::add);
        digest.text(world.scene.engine.letters().toString());
        world.scene
                .engine
                .losses()
                .forEach((server, taken) -> digest.add(server).add(taken));
    }

    /** In any order: each can be picked. */
    private void pending() {
        long[] all = world.pending.stream().mapToLong(this::of).toArray();
        Arrays.sort(all);
        for (long each : all) {
            digest.number(each);
        }
    }

    private long of(Pending item) {
        Digest one = new Digest(world.scene.storeTime()).text(item.server().name);
        switch (item) {
            case Pending.Asked asked -> one.number(1).add(body(asked.request()));
            case Pending.Stale stale -> one.number(2).add(body(stale.request()));
            case Pending.Reply reply -> {
                one.number(3).add(body(reply.request()));
                if (reply.input() instanceof Input.Completed<?> completed) {
                    one.add(completed.outcome());
                }
            }
            case Pending.Mail mail -> one.number(4).add(mail.message());
        }
        return one.value();
    }

    private static Record body(Request<?> request) {
        return switch (request) {
            case Request.ToOpen to -> to.open;
            case Request.ToCommit to -> to.commit;
            case Request.ToCancel to -> to.cancel;
            case Request.ToRegister to -> to.registration;
            case Request.ToRenew to -> to.renewal;
            case Request.ToBury to -> to.burial;
            case Request.ToKeep to -> to.orphan;
            case Request.ToRead to -> to.profile;
            case Request.ToFetch to -> to.fetch;
            case Request.ToPost to -> to.letter;
        };
    }

    private void counts() {
        for (int count : world.begun) {
            digest.number(count);
        }
        for (Choice.Kind kind : Choice.Kind.values()) {
            if (kind.isBounded()) {
                digest.number(world.done.getOrDefault(kind, 0));
            }
        }
    }
}
