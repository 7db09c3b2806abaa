package dev.latchkey.simulation;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a {@link SmallWorld} goes on when faults have stopped. Not thread-safe. */
final class Calm {
    private final SmallWorld world;

    private Calm(SmallWorld world) {
        this.world = world;
    }

    /**
     * Everything arrives, in order, until nothing is left to do; then all sessions are closed.
     *
     * @throws Violation if a load is not served or a lock is left
     */
    static void check(SmallWorld world) {
        new Calm(world).check();
    }

    private void check() {
        comeBack();
        run(Duration.ofMinutes(1).toNanos());
        comeBack();
        run(Duration.ofMinutes(world.bounds.restarts() ? 1 : 0).toNanos());
        new Served().checkLoads(world.scene);
        leave();
        if (world.bounds.restarts()) {
            visit();
        }
        world.scene.each(oracle -> oracle.atEnd(world.scene));
        world.scene.settle();
    }

    /** What a server that is gone had open is free for others. */
    private void visit() {
        for (int i = 0; i < world.servers.size(); i++) {
            if (SmallWorld.runs(world.servers.get(i))) {
                world.take(new Choice(Choice.Kind.BEGIN, i));
                run(Duration.ofMinutes(1).toNanos());
                new Served().checkLoads(world.scene);
                leave();
                if (world.bounds.most(Choice.Kind.TRADE) > 0) {
                    world.take(new Choice(Choice.Kind.TRADE, i));
                    run(Duration.ofMinutes(1).toNanos());
                }
                return;
            }
        }
    }

    private void leave() {
        for (Server server : world.servers) {
            for (Play play : List.copyOf(server.plays)) {
                if (!play.last) {
                    server.feed(play.close());
                }
            }
        }
        run(Duration.ofSeconds(30).toNanos());
    }

    /** Whoever left a journal does, and if nobody runs, all. */
    private void comeBack() {
        boolean nobody = world.servers.stream().noneMatch(SmallWorld::runs);
        for (int i = 0; i < world.servers.size(); i++) {
            Server server = world.servers.get(i);
            if (!SmallWorld.runs(server)
                    && (nobody || !world.scene.journal(server).isEmpty())) {
                world.take(new Choice(Choice.Kind.RESTART, i));
            }
        }
    }

    private void run(long during) {
        long end = world.time + during;
        while (true) {
            Choice next = next(end);
            if (next == null) {
                world.time = end;
                return;
            }
            world.take(next);
        }
    }

    private @Nullable Choice next(long end) {
        if (!world.pending.isEmpty()) {
            Pending first = world.pending.get(0);
            boolean toStore = first instanceof Pending.Asked || first instanceof Pending.Stale;
            return new Choice(toStore ? Choice.Kind.EXECUTE : Choice.Kind.DELIVER, 0);
        }
        for (int i = 0; i < world.servers.size(); i++) {
            Play play = world.servers.get(i).play(SmallWorld.PROFILE);
            if (play != null && play.ending && !play.last) {
                return new Choice(Choice.Kind.FINISH, i);
            }
        }
        return world.nextDeadline() <= end ? new Choice(Choice.Kind.TICK, 0) : null;
    }
}
