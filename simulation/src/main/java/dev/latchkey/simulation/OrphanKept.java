package dev.latchkey.simulation;

import dev.latchkey.core.Output;
import dev.latchkey.engine.memory.Journal;
import dev.latchkey.spi.ProfileId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Oracle 12: a state that lost its session is kept as an orphan (S9), unless its server crashed before. */
final class OrphanKept extends Oracle {
    private record Orphan(Server server, State state) {}

    private final List<Orphan> orphans = new ArrayList<>();
    private final Map<ProfileId, Long> erased = new TreeMap<>();

    OrphanKept() {
        super(12, "nothing is thrown away silently");
    }

    /** Whoever asks for that knows what goes. */
    @Override
    void changed(Scene scene, Journal.Change change) {
        if (change.verb() == Journal.Verb.EDIT && change.after().erased()) {
            orphans.removeIf(orphan -> orphan.state().profile().equals(change.profile()));
            erased.put(change.profile(), change.after().head().token());
        }
    }

    @Override
    void ended(Scene scene, Play play, Output.Ended ended) {
        boolean before =
                ended.session().token() < erased.getOrDefault(ended.session().profile(), 0L);
        if (ended.orphaned() > 0 && play.newest != null && !before) {
            orphans.add(new Orphan(play.server, play.newest));
        }
    }

    @Override
    void atEnd(Scene scene) {
        for (Orphan orphan : orphans) {
            if (orphan.server().alive && !orphan.server().stopped && !Durability.isShelved(scene, orphan.state())) {
                fail(orphan.state() + " was orphaned by " + orphan.server() + " and is not kept");
            }
        }
    }
}
