package dev.latchkey.simulation;

import dev.latchkey.core.Output;
import dev.latchkey.engine.memory.Journal;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import java.util.HashMap;
import java.util.Map;

/** Oracle 4: no token and version are held by two servers, and a claim is consumed once. */
final class OneHolder extends Oracle {
    private record Held(ProfileId profile, long token) {}

    private record At(ProfileId profile, long token, long version) {}

    private record By(Id owner, Id claim) {}

    private final Map<Held, By> granted = new HashMap<>();

    OneHolder() {
        super(4, "one holder per token and version, a claim is consumed once");
    }

    @Override
    void changed(Scene scene, Journal.Change change) {
        Head head = change.after().head();
        Id owner = head.owner();
        Id claim = head.claim();
        if (change.before() != null && change.before().head().token() > head.token()) {
            fail("the token of " + change.profile() + " went back to " + head.token());
        }
        if (owner != null && claim != null) {
            By now = new By(owner, claim);
            By before = granted.putIfAbsent(new Held(change.profile(), head.token()), now);
            if (before != null && !before.equals(now)) {
                fail("token " + head.token() + " of " + change.profile() + " was granted twice");
            }
        }
    }

    @Override
    void loaded(Scene scene, Play play, Output.Loaded loaded) {
        if (!scene.consumed.add(play.session.claim())) {
            fail("claim " + Words.of(play.session.claim()) + " of " + play + " was consumed twice");
        }
    }

    @Override
    void after(Scene scene) {
        Map<At, Play> holders = new HashMap<>();
        for (Server server : scene.servers) {
            for (Play play : server.plays) {
                At at = new At(play.session.profile(), play.session.token(), play.session.version());
                Play other = server.alive && !server.stopped ? holders.put(at, play) : null;
                if (other != null) {
                    fail("token and version are held twice: " + other + " and " + play);
                }
            }
        }
    }
}
