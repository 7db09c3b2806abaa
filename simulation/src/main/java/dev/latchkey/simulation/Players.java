package dev.latchkey.simulation;

import dev.latchkey.core.Conflict;
import dev.latchkey.core.Input;
import dev.latchkey.core.Load;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What players and games do, drawn from the seed. Not thread-safe. */
final class Players {
    private final Scene scene;
    private final Timeline timeline;
    private final Chance chance;
    private final List<ProfileId> profiles = new ArrayList<>();
    /** What servers open: all profiles, and in some runs a document that they lock. */
    private final List<ProfileId> opened = new ArrayList<>();

    private final long pace;
    /** Whether players go on with a session that is not active, at their own risk. */
    private final boolean atRisk;

    private final boolean stealing;
    private final boolean transferring;
    private boolean calm;
    private boolean leaving;

    /**
     * @param locking whether servers lock the {@link Bank} now and then
     */
    Players(Scene scene, Timeline timeline, Chance chance, boolean locking) {
        this.scene = scene;
        this.timeline = timeline;
        this.chance = chance;
        long count = chance.between(1, 3);
        for (int i = 0; i < count; i++) {
            profiles.add(new ProfileId("players", "p" + i));
        }
        pace = millis(chance.between(30, 1500));
        atRisk = chance.of(0.2);
        stealing = chance.of(0.3);
        transferring = chance.of(0.5);
        opened.addAll(profiles);
        if (locking) {
            opened.add(Bank.ID);
        }
    }

    List<ProfileId> profiles() {
        return profiles;
    }

    void start() {
        opened.forEach(profile -> timeline.in(chance.between(0, pace), () -> next(profile)));
    }

    private void next(ProfileId profile) {
        if (leaving) {
            return;
        }
        timeline.in(chance.between(0, 2 * pace), () -> next(profile));
        List<Server> alive = scene.alive();
        if (alive.isEmpty()) {
            return;
        }
        Server server = chance.pick(alive);
        for (Server each : alive) {
            if (each.play(profile) != null && chance.of(0.6)) {
                server = each;
            }
        }
        Server at = server;
        at.run(() -> act(at, profile));
    }

    private void act(Server server, ProfileId profile) {
        Play play = server.play(profile);
        Load load = server.load(profile);
        if (play != null) {
            play(server, play);
        } else if (calm) {
            return;
        } else if (load != null) {
            wait(server, load);
        } else {
            begin(server, profile);
        }
    }

    private void wait(Server server, Load load) {
        int drawn = chance.below(100);
        if (drawn < 15) {
            server.feed(new Input.Abandon(load));
        } else if (drawn < 20) {
            begin(server, load.profile());
        }
    }

    private void begin(Server server, ProfileId profile) {
        Conflict conflict = Conflict.WAIT;
        if (chance.of(0.1)) {
            conflict = Conflict.FAIL;
        } else if (stealing && chance.of(0.3)) {
            conflict = chance.of(0.5) ? Conflict.STEAL : Conflict.WAIT_THEN_STEAL;
        }
        server.begin(new Load(profile, conflict, millis(chance.between(500, 90_000)), conflict));
    }

    private void play(Server server, Play play) {
        int drawn = chance.below(100);
        if (drawn < 30) {
            update(play);
        } else if (drawn < 65) {
            update(play);
            save(play);
        } else if (calm) {
            save(play);
        } else if (drawn < 70) {
            save(play);
        } else if (drawn < 76) {
            close(play);
        } else if (drawn < 80) {
            close(play);
            begin(server, play.session.profile());
        } else if (drawn < 84) {
            transfer(play);
        } else if (drawn < 97) {
            hop(play);
        } else {
            begin(server, play.session.profile());
        }
    }

    private void update(Play play) {
        if (mayChange(play)) {
            play.update(scene.states);
        }
    }

    boolean mayChange(Play play) {
        return !play.last && play.frozen == null && (atRisk ? !play.ending : play.server.isActive(play));
    }

    private void save(Play play) {
        if (!play.last && play.dirty()) {
            play.server.feed(play.save());
        }
    }

    private void close(Play play) {
        if (!play.last) {
            play.server.feed(play.close());
            if (chance.of(0.2)) {
                timeline.in(
                        chance.between(0, millis(20)),
                        () -> play.server.run(() -> play.server.feed(play.saveTooLate(scene.states))));
            }
        }
    }

    private void transfer(Play play) {
        Server to = other(play.server);
        Id id = to == null ? null : to.node.server();
        if (transferring && id != null && to != null && !play.last) {
            play.server.feed(play.transfer(id));
            if (chance.of(0.8)) {
                timeline.in(millis(chance.between(0, 2000)), () -> to.run(() -> arrive(to, play.session.profile())));
            }
        }
    }

    private void arrive(Server server, ProfileId profile) {
        if (server.play(profile) == null && server.load(profile) == null) {
            begin(server, profile);
        }
    }

    /** The new server loads before the old one has seen the player leave. */
    private void hop(Play play) {
        Server to = other(play.server);
        if (to == null) {
            return;
        }
        to.run(() -> arrive(to, play.session.profile()));
        if (chance.of(0.5)) {
            timeline.in(millis(chance.between(0, 300)), () -> play.server.run(() -> close(play)));
        }
    }

    private @Nullable Server other(Server server) {
        List<Server> others =
                scene.alive().stream().filter(each -> each != server).toList();
        return others.isEmpty() ? null : chance.pick(others);
    }

    /** The game has been told that its session ends. */
    void ending(Play play) {
        if (!calm && chance.of(0.1)) {
            return;
        }
        long within = chance.of(0.5) ? 0 : millis(chance.between(1, calm ? 50 : 3000));
        timeline.in(within, () -> play.server.run(() -> finish(play)));
    }

    private void finish(Play play) {
        if (!play.last && !play.over) {
            update(play);
            play.server.feed(play.finish());
        }
    }

    void calmDown() {
        calm = true;
    }

    /** One load of each profile on a server that does not have it. */
    void visit() {
        for (ProfileId profile : opened) {
            List<Server> without = scene.alive().stream()
                    .filter(server -> server.play(profile) == null)
                    .toList();
            if (!without.isEmpty()) {
                chance.pick(without).begin(new Load(profile, Conflict.WAIT, millis(3_600_000), null));
            }
        }
    }

    void leave() {
        leaving = true;
        for (Server server : scene.alive()) {
            for (Play play : List.copyOf(server.plays)) {
                close(play);
            }
        }
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
