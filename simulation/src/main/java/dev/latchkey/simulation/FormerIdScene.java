package dev.latchkey.simulation;

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
    private static final Bounds BOUNDS = Bounds.of("former id", 3, 1).with(Choice.Kind.TICK, Integer.MAX_VALUE);

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
        settle(world, owner, server -> false);
        world.take(new Choice(Choice.Kind.BEGIN, 1));
        settle(world, cutOff, server -> false);
        settle(world, owner, server -> false);
        world.take(new Choice(Choice.Kind.FINISH, 0));
        world.strand(cutOff, true);
        settle(world, owner, server -> false);
        world.take(new Choice(Choice.Kind.BEGIN, 2));
        settle(world, third, server -> false);
        until(world, third, server -> !server.plays.isEmpty());
        world.strand(cutOff, false);
        until(world, cutOff, server -> server.ids.size() > 1);
        receive(world, cutOff, message -> message instanceof Message.Grant);
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
            settle(world, server, done);
        }
        if (!done.test(server)) {
            throw new IllegalStateException("the schedule does not get where it should: " + server);
        }
    }

    /** What the server asked is done and answered, and what other servers told it, but grants, arrives. */
    private static void settle(SmallWorld world, Server server, Predicate<Server> enough) {
        for (int i = 0; i < world.pending.size() && !enough.test(server); i++) {
            Pending item = world.pending.get(i);
            if (item.server() != server || isGrant(item)) {
                continue;
            }
            boolean asked = item instanceof Pending.Asked;
            boolean lost = asked && world.stranded.contains(server.name);
            world.take(new Choice(lost ? Choice.Kind.TIME_OUT : asked ? Choice.Kind.EXECUTE : Choice.Kind.DELIVER, i));
            if (lost) {
                world.pending.removeIf(each -> each instanceof Pending.Stale);
            }
            i = -1;
        }
    }

    private static boolean isGrant(Pending item) {
        return item instanceof Pending.Mail mail && mail.message() instanceof Message.Grant;
    }

    /** Such a message arrives. */
    private static void receive(SmallWorld world, Server server, Predicate<Message> which) {
        for (int i = 0; i < world.pending.size(); i++) {
            if (world.pending.get(i) instanceof Pending.Mail mail
                    && mail.server() == server
                    && which.test(mail.message())) {
                world.take(new Choice(Choice.Kind.DELIVER, i));
                return;
            }
        }
        throw new IllegalStateException("no such message is on its way to " + server);
    }
}
