package dev.latchkey.simulation;

import dev.latchkey.core.Input;
import dev.latchkey.core.Message;
import dev.latchkey.core.Output;
import dev.latchkey.core.Request;
import dev.latchkey.core.Settings;
import dev.latchkey.spi.Id;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** One run of a seed: a storm, then a calm in which everybody who waits must be served. Not thread-safe. */
final class World implements Links {
    private static final long JITTER = Duration.ofMillis(2).toNanos();
    /** One run in so many has a document that is locked. */
    private static final int LOCKING = 3;

    private static final long BOUND = Duration.ofSeconds(60).toNanos();
    private final Timeline timeline = new Timeline();
    private final Map<Server, Long> wakes = new HashMap<>();
    private final Chance chance;
    private final Chance jitter;
    private final Subject subject;
    private final Settings settings;
    private final List<Oracle> oracles;
    final Scene scene;
    final StoreLink store;
    final BusLink bus;
    final Players players;
    private final Troubles troubles;
    private final Trading trading;
    private final Upkeep upkeep;

    World(long seed, Mode mode, Subject subject, List<Oracle> oracles, Trace trace) {
        chance = new Chance(seed);
        this.subject = subject;
        this.oracles = oracles;
        scene = new Scene(timeline::now, oracles, trace, subject);
        jitter = chance.fork();
        store = new StoreLink(scene, timeline, chance.fork(), subject);
        bus = new BusLink(scene, timeline, chance.fork());
        boolean locking = seed % LOCKING == 0;
        players = new Players(scene, timeline, chance.fork(), locking);
        trading = new Trading(scene, timeline, chance.fork(), players, new Bank(scene, locking, subject.flaw()));
        settings = Settings.DEFAULT.withGrantBytes(chance.of(0.3) ? 0 : 256 * 1024);
        Faults faults = Faults.draw(chance.fork(), mode);
        store.faults = faults;
        bus.faults = faults;
        troubles = new Troubles(this, timeline, chance.fork(), faults);
        upkeep = new Upkeep(scene, timeline, chance.fork(), faults.upkeep(), store.calls);
        scene.says("world", "seed " + seed + " " + mode + " " + faults);
    }

    /** A new process on a machine. */
    Server start(String name, Clock clock) {
        Server server =
                new Server(scene, this, name, clock, settings.withName(name), subject.rules(), chance.fork()::id);
        scene.servers.add(server);
        server.feed(new Input.Start());
        return server;
    }

    /**
     * Runs it all.
     *
     * @throws Violation if an oracle found something
     */
    void run() {
        long machines = chance.between(2, 4);
        for (int i = 0; i < machines; i++) {
            troubles.boot(i);
        }
        players.start();
        trading.start();
        troubles.start();
        upkeep.start();
        until(Duration.ofSeconds(chance.between(20, 90)).toNanos());
        scene.says("world", "calm");
        store.faults = Faults.NONE;
        bus.faults = Faults.NONE;
        players.calmDown();
        trading.calmDown();
        upkeep.calmDown();
        troubles.end();
        until(timeline.now() + BOUND);
        served(Served::checkLoads);
        scene.each(oracle -> oracle.atCalm(scene));
        scene.settle();
        scene.says("world", "visits");
        players.visit();
        until(timeline.now() + BOUND);
        served(Served::checkLoads);
        served(Served::checkPlays);
        scene.says("world", "all leave");
        players.leave();
        until(timeline.now() + BOUND);
        scene.each(oracle -> oracle.atEnd(scene));
        scene.settle();
        upkeep.later();
        scene.settle();
    }

    private void served(BiConsumer<Served, Scene> check) {
        for (Oracle oracle : oracles) {
            if (oracle instanceof Served served) {
                scene.each(each -> {
                    if (each == served) {
                        check.accept(served, scene);
                    }
                });
            }
        }
        scene.settle();
    }

    private void until(long end) {
        while (timeline.step(end)) {
            scene.settle();
        }
    }

    @Override
    public void ask(Server server, Request<?> request) {
        store.ask(server, request);
    }

    @Override
    public void send(Server server, Id to, Message message) {
        bus.send(server, to, message);
    }

    @Override
    public void stepped(Server server) {
        long due = server.clock.timeOf(server.node.nextDeadline());
        if (due == Long.MAX_VALUE) {
            wakes.remove(server);
            return;
        }
        long at = Math.max(due, timeline.now()) + jitter.between(1000, JITTER);
        Long planned = wakes.get(server);
        if (planned != null && planned <= at && planned > timeline.now() && planned >= due) {
            return;
        }
        wakes.put(server, at);
        timeline.at(at, () -> wake(server, at));
    }

    private void wake(Server server, long at) {
        if (Long.valueOf(at).equals(wakes.get(server))) {
            wakes.remove(server);
            server.run(() -> server.feed(new Input.Tick()));
        }
    }

    @Override
    public void loaded(Play play) {}

    @Override
    public void ending(Play play) {
        players.ending(play);
    }

    @Override
    public void freeze(Play play, Id transaction) {
        trading.freeze(play, transaction);
    }

    @Override
    public void rejected(Play play, Output.SaveRejected rejected) {
        trading.rejected(play, rejected);
    }

    @Override
    public void gathered(Trade trade, Output.Gathered gathered) {
        trading.gathered(trade, gathered);
    }

    @Override
    public void stopped(Server server) {
        troubles.stopped(server);
    }
}
