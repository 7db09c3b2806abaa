package dev.latchkey.simulation;

import dev.latchkey.core.Output;
import dev.latchkey.engine.memory.Journal;
import java.util.ArrayList;
import java.util.List;

/** Oracle 12: a state that lost its session is kept as an orphan (S9), unless its server crashed before. */
final class OrphanKept extends Oracle {
    private record Orphan(Server server, State state) {}

    private final List<Orphan> orphans = new ArrayList<>();

    OrphanKept() {
        super(12, "nothing is thrown away silently");
    }

    /** Whoever asks for that knows what goes. */
    @Override
    void changed(Scene scene, Journal.Change change) {
        if (change.verb() == Journal.Verb.EDIT && change.after().erased()) {
            orphans.removeIf(orphan -> orphan.state().profile().equals(change.profile()));
        }
    }

    @Override
    void ended(Scene scene, Play play, Output.Ended ended) {
        if (ended.orphaned() > 0 && play.newest != null) {
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
