package dev.latchkey.simulation;

import dev.latchkey.engine.memory.Journal;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ServerRow;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Oracle 3: a profile is active on one server at most, given that the store's clock is right and clock rates
 * stay within the margin. What was taken from a live owner by a steal or an edit and has passed on since is
 * excused for one lease: whoever has it then does not know that the first owner may not have heard.
 */
final class OneActive extends Oracle {
    private record Taken(long at, long token, boolean again) {}

    private static final long LEASE = Duration.ofSeconds(15).toNanos();
    private final Map<ProfileId, Taken> taken = new HashMap<>();

    OneActive() {
        super(3, "at most one server active per profile");
    }

    @Override
    void changed(Scene scene, Journal.Change change) {
        Head before = change.before() == null ? Head.EMPTY : change.before().head();
        Head after = change.after().head();
        Id owner = before.owner();
        boolean took = change.verb() == Journal.Verb.EDIT
                || (change.verb() == Journal.Verb.OPEN && after.token() != before.token());
        if (took && owner != null && !owner.equals(after.owner())) {
            ServerRow row = scene.engine.serverRows().get(owner);
            if (row != null && !row.buried()) {
                Taken last = taken.get(change.profile());
                boolean again = last != null && last.at() + LEASE >= scene.time();
                taken.put(change.profile(), new Taken(scene.time(), after.token(), again));
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
            if (other != null && !isExcused(scene, play) && !isExcused(scene, other)) {
                fail(profile + " is active twice: " + other + " and " + play);
            }
        }
    }

    private boolean isExcused(Scene scene, Play play) {
        Taken last = taken.get(play.session.profile());
        return last != null
                && (last.again() || play.session.token() > last.token())
                && last.at() + LEASE >= scene.time();
    }
}
