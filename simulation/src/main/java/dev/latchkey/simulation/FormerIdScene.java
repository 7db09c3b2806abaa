package dev.latchkey.simulation;

import dev.latchkey.core.Conflict;
import dev.latchkey.core.Message;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A directed schedule that random ones meet too seldom: the grant for a server's former id arrives when that
 * server is back under a new one and waits again, and a third server has the session.
 */
final class FormerIdScene {
    private static final Bounds BOUNDS =
            new Bounds("former id", 3, 1, 0, 0, 0, 0, 0, 0, 0, Integer.MAX_VALUE, 2, Conflict.WAIT);

    private FormerIdScene() {}

    /**
     * Plays it; the session that was granted to nobody present is with the third server at its end.
     *
     * @throws Violation if an oracle found something
     */
    static SmallWorld play(Subject subject, List<Oracle> oracles) {
        SmallWorld world = new SmallWorld(BOUNDS, subject, oracles, Trace.deaf());
        Server owner = world.scene.servers.get(0);
        Server cutOff = world.scene.servers.get(1);
        Server third = world.scene.servers.get(2);
        world.take(new Choice(Choice.Kind.BEGIN, 0));
        world.settle(owner, server -> false);
        world.take(new Choice(Choice.Kind.BEGIN, 1));
        world.settle(cutOff, server -> false);
        world.settle(owner, server -> false);
        world.take(new Choice(Choice.Kind.FINISH, 0));
        world.strand(cutOff, true);
        world.settle(owner, server -> false);
        world.take(new Choice(Choice.Kind.BEGIN, 2));
        world.settle(third, server -> false);
        until(world, third, server -> !server.plays.isEmpty());
        world.strand(cutOff, false);
        until(world, cutOff, server -> server.ids.size() > 1);
        world.receive(cutOff, message -> message instanceof Message.Grant);
        return world;
    }

    /** The run that finds the planted bug, null for none. */
    static @Nullable Run find(Subject planted) {
        try {
            play(planted, Oracles.only(Set.of(3)));
            return null;
        } catch (Violation found) {
            return new Run(0, Mode.TIMED, 0, 0, found.number(), String.valueOf(found.getMessage()), List.of());
        }
    }

    private static void until(SmallWorld world, Server server, Predicate<Server> done) {
        for (int i = 0; i < 200 && !done.test(server); i++) {
            world.take(new Choice(Choice.Kind.TICK, 0));
            world.settle(server, done);
        }
        if (!done.test(server)) {
            throw new IllegalStateException("the schedule does not get where it should: " + server);
        }
    }
}
