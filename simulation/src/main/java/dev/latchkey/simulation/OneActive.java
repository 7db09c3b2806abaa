package dev.latchkey.simulation;

import dev.latchkey.spi.ProfileId;
import java.util.HashMap;
import java.util.Map;

/**
 * Oracle 3: a profile is active on one server at most, given that the store's clock is right and clock rates
 * stay within the margin.
 */
final class OneActive extends Oracle {
    OneActive() {
        super(3, "at most one server active per profile");
    }

    @Override
    void after(Scene scene) {
        Map<ProfileId, Play> active = new HashMap<>();
        for (Server server : scene.servers) {
            if (server.alive && !server.stopped) {
                for (Play play : server.plays) {
                    check(active, play);
                }
            }
        }
    }

    private void check(Map<ProfileId, Play> active, Play play) {
        if (play.server.isActive(play)) {
            ProfileId profile = play.session.profile();
            Play other = active.put(profile, play);
            if (other != null) {
                fail(profile + " is active twice: " + other + " and " + play);
            }
        }
    }
}
