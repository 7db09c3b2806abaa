package dev.latchkey.simulation;

import dev.latchkey.core.Input;
import dev.latchkey.core.JournalEntry;
import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happens to machines, store and bus in a storm, and how it ends. Not thread-safe. */
final class Troubles {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private final World world;
    private final Timeline timeline;
    private final Chance chance;
    private final Faults faults;
    private final List<Machine> machines = new ArrayList<>();
    private boolean over;

    /** A computer, its clocks, and the process on it. */
    private static final class Machine {
        final String letter;
        final Clock clock;
        int processes;
        boolean paused;

        @Nullable
        Server server;

        Machine(String letter, Clock clock) {
            this.letter = letter;
            this.clock = clock;
        }
    }

    Troubles(World world, Timeline timeline, Chance chance, Faults faults) {
        this.world = world;
        this.timeline = timeline;
        this.chance = chance;
        this.faults = faults;
    }

    void boot(int number) {
        Clock clock = new Clock(chance.between(-1_000_000, 1_000_000_000), chance.between(0, 1_000_000_000_000L));
        Machine machine = new Machine(String.valueOf((char) ('A' + number)), clock);
        drift(machine);
        machines.add(machine);
        timeline.in(seconds(chance.between(0, 1)), () -> start(machine));
    }

    private void drift(Machine machine) {
        if (faults.drift() > 0) {
            int mono = rate();
            machine.clock.rates(timeline.now(), mono, chance.of(faults.drift()) ? mono : rate());
        }
    }

    /** Within the margin; often at its ends. */
    private int rate() {
        if (chance.of(faults.drift())) {
            return chance.of(0.7) ? 800 : 1200;
        }
        return (int) chance.between(800, 1200);
    }

    private void start(Machine machine) {
        Server before = machine.server;
        if (before != null && before.alive && !before.stopped) {
            return;
        }
        Server server = world.start(machine.letter + ++machine.processes, machine.clock);
        machine.server = server;
        if (before != null && chance.of(0.7)) {
            before.ids.forEach(id -> server.feed(new Input.Predecessor(id)));
        }
        List<JournalEntry> journal = world.scene.journal(server);
        if (!journal.isEmpty()) {
            server.feed(new Input.Replay(journal));
        }
    }

    void start() {
        often(faults.crashes(), this::crash);
        often(faults.pauses(), this::pause);
        often(faults.outages(), this::outage);
        often(faults.strands(), this::strand);
        often(faults.hides(), this::hide);
        often(faults.cuts(), this::cut);
        often(faults.shutdowns(), this::shutdown);
        often(faults.jumps(), this::jump);
        often(faults.edits(), this::edit);
        often(faults.burials(), this::bury);
        often(faults.drift() > 0 ? 3 : 0, () -> drift(chance.pick(machines)));
    }

    private void often(double perMinute, Runnable trouble) {
        if (perMinute > 0) {
            long mean = (long) (MINUTE / perMinute);
            timeline.in(chance.between(0, 2 * mean), () -> {
                if (!over) {
                    trouble.run();
                    often(perMinute, trouble);
                }
            });
        }
    }

    private void crash() {
        Machine machine = chance.pick(machines);
        Server server = machine.server;
        if (server != null && server.alive && !machine.paused) {
            world.scene.says(server.name, "crashes");
            server.crash();
            if (chance.of(0.7)) {
                timeline.in(seconds(chance.between(0, 20)), () -> start(machine));
            }
        }
    }

    private void pause() {
        Machine machine = chance.pick(machines);
        Server server = machine.server;
        if (server == null || !server.alive || machine.paused) {
            return;
        }
        world.scene.says(server.name, "pauses");
        machine.paused = true;
        server.pause();
        boolean suspended = faults.suspends() && chance.of(0.5);
        if (suspended) {
            machine.clock.suspend(timeline.now(), true);
        }
        timeline.in(millis(chance.between(100, 40_000)), () -> resume(machine));
    }

    private void resume(Machine machine) {
        Server server = machine.server;
        if (machine.paused && server != null) {
            world.scene.says(server.name, "resumes");
            machine.paused = false;
            machine.clock.suspend(timeline.now(), false);
            server.resume();
            server.run(() -> world.stepped(server));
        }
    }

    private void outage() {
        if (!world.store.away) {
            world.scene.says("store", "away");
            world.store.away = true;
            world.scene.outageFrom = timeline.now();
            timeline.in(millis(chance.between(100, 40_000)), this::endOutage);
        }
    }

    private void endOutage() {
        if (world.store.away) {
            world.scene.says("store", "back");
            world.store.away = false;
            world.scene.outageTo = timeline.now();
        }
    }

    /** One machine is cut off from the store, one way or both. */
    private void strand() {
        String letter = chance.pick(machines).letter;
        boolean replies = chance.of(0.4);
        world.scene.says(letter, "is cut off from the store, " + (replies ? "replies" : "requests"));
        Set<String> stranded = replies ? world.store.deaf : world.store.unheard;
        stranded.add(letter);
        long during = millis(chance.between(1000, 40_000));
        timeline.in(during, () -> stranded.remove(letter));
        if (chance.of(0.5)) {
            isolate(letter, during);
        }
    }

    /** From the other servers too. */
    private void isolate(String letter, long during) {
        world.scene.says(letter, "is cut off from the bus");
        for (Machine other : machines) {
            if (!other.letter.equals(letter)) {
                world.bus.cut(letter, other.letter);
                world.bus.cut(other.letter, letter);
                timeline.in(during, () -> world.bus.heal(letter, other.letter));
                timeline.in(during, () -> world.bus.heal(other.letter, letter));
            }
        }
    }

    private void hide() {
        Server server = chance.pick(machines).server;
        Id id = server == null ? null : server.node.server();
        if (id != null) {
            world.scene.says("store", "misses the row of " + server);
            world.scene.hide(id);
            timeline.in(millis(chance.between(10, 3000)), world.scene::show);
        }
    }

    private void cut() {
        String from = chance.pick(machines).letter;
        String to = chance.pick(machines).letter;
        world.scene.says("bus", "cut from " + from + " to " + to);
        world.bus.cut(from, to);
        timeline.in(millis(chance.between(100, 30_000)), () -> world.bus.heal(from, to));
    }

    private void shutdown() {
        Machine machine = chance.pick(machines);
        Server server = machine.server;
        if (server != null && server.alive && !server.stopped && !server.stopping) {
            server.run(() -> {
                server.stopping = true;
                server.feed(new Input.Shutdown(millis(chance.between(100, 10_000))));
            });
            if (chance.of(0.3)) {
                timeline.in(millis(chance.between(0, 3000)), this::outage);
            }
        }
    }

    void stopped(Server server) {
        for (Machine machine : machines) {
            if (machine.server == server) {
                timeline.in(millis(chance.between(0, 20_000)), () -> start(machine));
            }
        }
    }

    private void jump() {
        Machine machine = chance.pick(machines);
        machine.clock.jump(timeline.now(), millis(chance.between(-20_000, 20_000)));
        Server server = machine.server;
        if (server != null) {
            world.scene.says(machine.letter, "wall clock jumps");
        }
    }

    /** An operator looks at a record and changes or erases it. */
    private void edit() {
        ProfileId profile = chance.pick(world.players.profiles());
        ProfileRecord found = world.scene.record(profile);
        Head head = found == null ? Head.EMPTY : found.head();
        State seen = world.scene.states.decode(found == null ? null : found.payload());
        boolean erase = chance.of(0.5);
        Edit edit = new Edit(
                profile,
                chance.id(),
                head.token(),
                head.version(),
                erase ? null : States.encode(world.scene.states.next(profile, seen)),
                "operator");
        timeline.in(millis(chance.between(0, 50)), () -> {
            world.scene.says("operator", (erase ? "erases " : "edits ") + profile);
            Outcome<Edit.Edited> unheard =
                    world.scene.engine.edit(List.of(edit)).get(0);
            world.scene.says("operator", "  " + Words.of(unheard));
        });
    }

    /** A live server is buried, against all rules. */
    private void bury() {
        Optional<Server> server = world.scene.alive().stream()
                .filter(each -> each.node.server() != null)
                .skip(chance.below(machines.size()))
                .findFirst();
        if (server.isPresent()) {
            Id id = server.get().node.server();
            if (id != null) {
                world.scene.says("rogue", "buries " + server.get());
                world.scene.rogue = true;
                Outcome<Burial.Reply> unheard =
                        world.scene.engine.bury(new Burial(id, id, 0, Duration.ZERO, Burial.Cause.GIVEN_BACK));
                world.scene.rogue = false;
                world.scene.says("rogue", "  " + Words.of(unheard));
            }
        }
    }

    /** Faults stop: what can come back comes back. */
    void end() {
        over = true;
        endOutage();
        world.store.deaf.clear();
        world.store.unheard.clear();
        world.scene.show();
        world.bus.heal();
        for (Machine machine : machines) {
            resume(machine);
            Server server = machine.server;
            boolean down = server == null || !server.alive || server.stopped;
            boolean mustReturn = server != null && !world.scene.journal(server).isEmpty();
            if (down && (mustReturn || world.scene.alive().isEmpty() || chance.of(0.5))) {
                start(machine);
            }
        }
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
