package dev.latchkey.simulation;

import dev.latchkey.engine.memory.Journal;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ServerRow;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Oracle 3: a profile is active on one server at most, given that the store's clock is right and clock rates
 * stay within the margin. An operator's edit on a live owner excuses for one lease: no load waits for its
 * owner to hear of it.
 */
final class OneActive extends Oracle {
    private static final long LEASE = Duration.ofSeconds(15).toNanos();
    private final Map<ProfileId, Long> edited = new HashMap<>();

    OneActive() {
        super(3, "at most one server active per profile");
    }

    @Override
    void changed(Scene scene, Journal.Change change) {
        if (change.verb() == Journal.Verb.EDIT && change.before() != null) {
            Id owner = change.before().head().owner();
            ServerRow row = owner == null ? null : scene.engine.serverRows().get(owner);
            if (row != null && !row.buried()) {
                edited.put(change.profile(), scene.time());
            }
        }
    }

    @Override
    void after(Scene scene) {
        Map<ProfileId, Play> active = new HashMap<>();
        for (Server server : scene.servers) {
            if (server.alive && !server.stopped) {
                for (Play play : server.plays) {
                    check(scene, active, play);
                }
            }
        }
    }

    private void check(Scene scene, Map<ProfileId, Play> active, Play play) {
        if (play.server.isActive(play)) {
            ProfileId profile = play.session.profile();
            Play other = active.put(profile, play);
            Long excused = edited.get(profile);
            if (other != null && (excused == null || excused + LEASE < scene.time())) {
                fail(profile + " is active twice: " + other + " and " + play);
            }
        }
    }
}
