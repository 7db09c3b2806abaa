package dev.latchkey.simulation;

import dev.latchkey.core.Conflict;
import dev.latchkey.core.EndReason;
import dev.latchkey.core.Load;
import dev.latchkey.core.Output;
import dev.latchkey.engine.memory.Journal;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Oracle 8: no live session is evicted for a load that ended or was cancelled before the session began, none
 * without its server being buried, and after an outage of the store nobody buries the servers that are just
 * coming back.
 */
final class NoEviction extends Oracle {
    private static final long LEASE = Duration.ofSeconds(15).toNanos();
    private static final long COMING_BACK = Duration.ofSeconds(5).toNanos();

    private static final class Wait {
        final Server server;
        final Load load;
        long until = Long.MAX_VALUE;

        Wait(Server server, Load load) {
            this.server = server;
            this.load = load;
        }
    }

    private record Granted(ProfileId profile, long token) {}

    private final Spent spent = new Spent();
    private final List<Wait> waits = new ArrayList<>();
    private final Map<Granted, Long> since = new HashMap<>();

    NoEviction() {
        super(8, "no live session is evicted for a load that has ended");
    }

    @Override
    void began(Scene scene, Server server, Load load) {
        waits.add(new Wait(server, load));
    }

    @Override
    void failed(Scene scene, Server server, Output.LoadFailed failed) {
        over(scene, failed.load());
    }

    @Override
    void loaded(Scene scene, Play play, Output.Loaded loaded) {
        over(scene, loaded.load());
    }

    private void over(Scene scene, Load load) {
        for (Wait wait : waits) {
            if (wait.load == load) {
                wait.until = scene.time();
            }
        }
    }

    @Override
    void changed(Scene scene, Journal.Change change) {
        spent.see(change);
        Head head = change.after().head();
        since.putIfAbsent(new Granted(change.profile(), head.token()), scene.time());
        Head before = change.before() == null ? Head.EMPTY : change.before().head();
        Id owner = before.owner();
        if (change.verb() == Journal.Verb.OPEN && owner != null && head.token() != before.token()) {
            ServerRow row = scene.engine.serverRows().get(owner);
            Server taker = scene.server(head.owner());
            boolean own = taker != null && taker == scene.server(owner);
            if (!own && (row == null || !row.buried() || scene.isHidden(owner))) {
                checkSteal(change, head);
            }
        }
    }

    /** Only a load that steals may, and only before the store has heard that it ended. */
    private void checkSteal(Journal.Change change, Head head) {
        boolean stealing = waits.stream()
                .anyMatch(wait -> wait.load.profile().equals(change.profile())
                        && wait.server.ids.contains(head.owner())
                        && wait.load.attachment() instanceof Conflict conflict
                        && (conflict == Conflict.STEAL || conflict == Conflict.WAIT_THEN_STEAL));
        if (!stealing) {
            fail(change.profile() + " was taken from a server that is not buried, and no load steals it");
        }
        Id claim = head.claim();
        if (claim != null && Spent.wasRemembered(change, claim)) {
            fail(change.profile() + " was stolen for a load that has ended");
        }
    }

    @Override
    void ending(Scene scene, Play play, Output.Ending ending) {
        long began = since.getOrDefault(new Granted(play.session.profile(), play.session.token()), 0L);
        if (ending.reason() == EndReason.HANDED_OFF
                && !wanted(scene, play.session.profile())
                && waits.stream()
                        .noneMatch(wait -> wait.load != play.load
                                && wait.load.profile().equals(play.session.profile())
                                && wait.until >= began)) {
            fail(play + " is evicted, and no load has waited for it since it began");
        }
    }

    /** Whether the record names a load of which the store has not heard, or has forgotten, that it ended. */
    private boolean wanted(Scene scene, ProfileId profile) {
        ProfileRecord record = scene.record(profile);
        Wanted wanted = record == null ? null : record.head().wanted();
        return wanted != null && !spent.isRemembered(profile, wanted.claim());
    }

    @Override
    void rowChanged(Scene scene, @Nullable ServerRow before, @Nullable ServerRow after) {
        if (before == null || before.buried() || after == null || !after.buried() || scene.rogue) {
            return;
        }
        boolean outlasted = scene.outageTo - scene.outageFrom > LEASE * 3 / 2;
        if (outlasted && scene.time() >= scene.outageTo && scene.time() < scene.outageTo + COMING_BACK) {
            Server server = scene.server(after.server());
            if (server != null && server.alive && !server.stopping && !server.stopped) {
                fail(server + " is buried while it comes back from an outage of the store");
            }
        }
    }
}
