package dev.latchkey.simulation;

import dev.latchkey.core.Input;
import dev.latchkey.core.Load;
import dev.latchkey.core.Message;
import dev.latchkey.core.Request;
import dev.latchkey.core.Settings;
import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A world of a few servers and one profile in which every step is chosen from outside. Not thread-safe. */
final class SmallWorld implements Links {
    static final ProfileId PROFILE = new ProfileId("players", "p");
    private static final long PATIENCE = Duration.ofMinutes(10).toNanos();
    final Bounds bounds;
    final List<Pending> pending = new ArrayList<>();
    /** Heartbeats and orphans, which are always answered at once. */
    private final ArrayDeque<Pending.Asked> quick = new ArrayDeque<>();

    private final Set<String> stranded = new TreeSet<>();
    final Map<Choice.Kind, Integer> done = new EnumMap<>(Choice.Kind.class);
    final int[] begun;
    /** Servers that were buried while they lived. */
    final BitSet buried = new BitSet();

    final Scene scene;
    private long time;

    SmallWorld(Bounds bounds, Subject subject, List<Oracle> oracles, Trace trace) {
        this.bounds = bounds;
        begun = new int[bounds.servers()];
        scene = new Scene(() -> time, oracles, trace, subject.records(), subject.servers());
        for (int i = 0; i < bounds.servers(); i++) {
            Server server = new Server(
                    scene,
                    this,
                    (char) ('A' + i) + "1",
                    new Clock(0, 0),
                    Settings.DEFAULT,
                    subject.rules(),
                    new Chance(i + 1)::id);
            scene.servers.add(server);
            server.feed(new Input.Start());
            while (!pending.isEmpty()) {
                take(new Choice(
                        pending.get(0) instanceof Pending.Asked ? Choice.Kind.EXECUTE : Choice.Kind.DELIVER, 0));
            }
        }
        done.clear();
    }

    /** Everything that can happen now, always in the same order. */
    List<Choice> choices() {
        return new Choices(this).all();
    }

    /** What a choice means, for people. */
    String words(Choice choice) {
        return switch (choice.kind()) {
            case EXECUTE, DELIVER, TIME_OUT, DOUBLE ->
                choice.kind() + ": " + pending.get(choice.index()).words();
            case TICK -> "time passes";
            case BEGIN, ABANDON, SAVE, CLOSE, TRANSFER, FINISH, BURY ->
                scene.servers.get(choice.index()) + " " + choice.kind();
        };
    }

    /**
     * Lets it happen.
     *
     * @throws Violation if an oracle found something
     */
    void take(Choice choice) {
        if (!scene.trace.isDeaf()) {
            scene.says("==", words(choice));
        }
        done.merge(choice.kind(), 1, Integer::sum);
        switch (choice.kind()) {
            case EXECUTE -> execute(pending.remove(choice.index()));
            case DELIVER -> deliver(pending.remove(choice.index()));
            case TIME_OUT -> timeOut(pending.remove(choice.index()));
            case DOUBLE -> deliver(pending.get(choice.index()));
            case TICK -> tick();
            case BEGIN -> {
                begun[choice.index()]++;
                scene.servers
                        .get(choice.index())
                        .begin(new Load(PROFILE, bounds.conflict(), PATIENCE, bounds.conflict()));
            }
            case BURY -> {
                buried.set(choice.index());
                bury(scene.servers.get(choice.index()));
            }
            case ABANDON, SAVE, CLOSE, TRANSFER, FINISH -> play(choice.kind(), scene.servers.get(choice.index()));
        }
        flush();
        scene.settle();
    }

    /** What is no choice is done at once. */
    private void flush() {
        while (!quick.isEmpty()) {
            Pending.Asked asked = quick.remove();
            boolean lost = stranded.contains(asked.server().name);
            asked.server()
                    .feed(
                            lost
                                    ? StoreCalls.unknown(asked.request())
                                    : StoreCalls.execute(scene.engine, asked.request()));
        }
    }

    /** A server's requests get lost from now on, or no longer. */
    void strand(Server server, boolean now) {
        if (now) {
            stranded.add(server.name);
        } else {
            stranded.remove(server.name);
        }
    }

    /** What the server asked is done and answered, and what other servers told it, but grants, arrives. */
    void settle(Server server, Predicate<Server> enough) {
        for (int i = 0; i < pending.size() && !enough.test(server); i++) {
            Pending item = pending.get(i);
            if (item.server() != server || isGrant(item)) {
                continue;
            }
            boolean asked = item instanceof Pending.Asked;
            boolean lost = asked && stranded.contains(server.name);
            take(new Choice(lost ? Choice.Kind.TIME_OUT : asked ? Choice.Kind.EXECUTE : Choice.Kind.DELIVER, i));
            if (lost) {
                pending.removeIf(each -> each instanceof Pending.Stale);
            }
            i = -1;
        }
    }

    private static boolean isGrant(Pending item) {
        return item instanceof Pending.Mail mail && mail.message() instanceof Message.Grant;
    }

    /** Such a message arrives. */
    void receive(Server server, Predicate<Message> which) {
        for (int i = 0; i < pending.size(); i++) {
            if (pending.get(i) instanceof Pending.Mail mail && mail.server() == server && which.test(mail.message())) {
                take(new Choice(Choice.Kind.DELIVER, i));
                return;
            }
        }
        throw new IllegalStateException("no such message is on its way to " + server);
    }

    private void play(Choice.Kind kind, Server server) {
        Play play = server.play(PROFILE);
        Load load = server.load(PROFILE);
        if (kind == Choice.Kind.ABANDON && load != null) {
            server.feed(new Input.Abandon(load));
        }
        if (play == null) {
            return;
        }
        switch (kind) {
            case SAVE -> {
                play.update(scene.states);
                server.feed(play.save());
            }
            case CLOSE -> server.feed(play.close());
            case FINISH -> {
                if (server.isActive(play)) {
                    play.update(scene.states);
                }
                server.feed(play.finish());
            }
            case TRANSFER -> {
                Id to = other(server).node.server();
                if (to != null) {
                    server.feed(play.transfer(to));
                }
            }
            case ABANDON, EXECUTE, DELIVER, TIME_OUT, DOUBLE, TICK, BEGIN, BURY -> {}
        }
    }

    private Server other(Server server) {
        return scene.servers.get((scene.servers.indexOf(server) + 1) % scene.servers.size());
    }

    private void execute(Pending item) {
        if (item instanceof Pending.Asked asked) {
            pending.add(new Pending.Reply(
                    asked.server(), asked.request(), StoreCalls.execute(scene.engine, asked.request())));
        } else if (item instanceof Pending.Stale stale) {
            Input unheard = StoreCalls.execute(scene.engine, stale.request());
            if (!scene.trace.isDeaf()) {
                scene.says("store", Words.of(unheard));
            }
        }
    }

    private void deliver(Pending item) {
        if (item instanceof Pending.Reply reply) {
            reply.server().feed(reply.input());
        } else if (item instanceof Pending.Mail mail) {
            mail.server().feed(new Input.Received(mail.message()));
        }
    }

    private void timeOut(Pending item) {
        if (item instanceof Pending.Asked asked) {
            pending.add(new Pending.Stale(asked.server(), asked.request()));
            asked.server().feed(StoreCalls.unknown(asked.request()));
        } else if (item instanceof Pending.Reply reply) {
            reply.server().feed(StoreCalls.unknown(reply.request()));
        }
    }

    long nextDeadline() {
        long next = Long.MAX_VALUE;
        for (Server server : scene.servers) {
            next = Math.min(next, server.node.nextDeadline());
        }
        return next;
    }

    private void tick() {
        time = Math.max(time, nextDeadline());
        for (Server server : scene.servers) {
            if (server.node.nextDeadline() <= time) {
                server.feed(new Input.Tick());
            }
        }
    }

    private void bury(Server server) {
        Id id = server.node.server();
        if (id != null) {
            scene.rogue = true;
            Outcome<Burial.Reply> unheard =
                    scene.engine.bury(new Burial(id, id, 0, Duration.ZERO, Burial.Cause.GIVEN_BACK));
            scene.rogue = false;
            if (!scene.trace.isDeaf()) {
                scene.says("store", Words.of(unheard));
            }
        }
    }

    /**
     * Faults stop: everything arrives, in order, until nothing is left to do within two minutes; then all sessions
     * are closed.
     *
     * @throws Violation if a load is not served or a lock is left
     */
    void calm(Served served) {
        run(Duration.ofMinutes(1).toNanos());
        served.checkLoads(scene);
        for (Server server : scene.servers) {
            for (Play play : List.copyOf(server.plays)) {
                if (!play.last) {
                    server.feed(play.close());
                }
            }
        }
        run(Duration.ofSeconds(30).toNanos());
        scene.each(oracle -> oracle.atEnd(scene));
        scene.settle();
    }

    private void run(long during) {
        long end = time + during;
        while (true) {
            Choice next = next(end);
            if (next == null) {
                time = end;
                return;
            }
            take(next);
        }
    }

    private @Nullable Choice next(long end) {
        if (!pending.isEmpty()) {
            Pending first = pending.get(0);
            boolean toStore = first instanceof Pending.Asked || first instanceof Pending.Stale;
            return new Choice(toStore ? Choice.Kind.EXECUTE : Choice.Kind.DELIVER, 0);
        }
        for (int i = 0; i < scene.servers.size(); i++) {
            Play play = scene.servers.get(i).play(PROFILE);
            if (play != null && play.ending && !play.last) {
                return new Choice(Choice.Kind.FINISH, i);
            }
        }
        return nextDeadline() <= end ? new Choice(Choice.Kind.TICK, 0) : null;
    }

    @Override
    public void ask(Server server, Request<?> request) {
        if (request instanceof Request.ToRenew || request instanceof Request.ToKeep) {
            quick.add(new Pending.Asked(server, request));
            return;
        }
        long waiting = pending.stream()
                .filter(item -> item.server() == server && item instanceof Pending.Stale)
                .count();
        if (waiting >= bounds.inFlight()) {
            pending.removeIf(item -> item.server() == server && item instanceof Pending.Stale);
        }
        pending.add(new Pending.Asked(server, request));
    }

    @Override
    public void send(Server server, Id to, Message message) {
        Server receiver = scene.server(to);
        if (receiver != null && !(message instanceof Message.Beat)) {
            pending.add(new Pending.Mail(receiver, message));
        }
    }

    @Override
    public void stepped(Server server) {}

    @Override
    public void loaded(Play play) {}

    @Override
    public void ending(Play play) {}

    @Override
    public void stopped(Server server) {}
}
