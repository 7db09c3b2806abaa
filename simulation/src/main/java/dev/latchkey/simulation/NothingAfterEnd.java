package dev.latchkey.simulation;

import dev.latchkey.core.Fate;
import dev.latchkey.core.Output;
import dev.latchkey.engine.memory.Journal;
import dev.latchkey.spi.Id;
import java.util.HashSet;
import java.util.Set;

/** Oracle 11: nothing is saved by a session that has ended. */
final class NothingAfterEnd extends Oracle {
    private final Set<Id> ended = new HashSet<>();

    NothingAfterEnd() {
        super(11, "nothing is saved after close");
    }

    @Override
    void ended(Scene scene, Play play, Output.Ended output) {
        if (output.fate() == Fate.STORED || output.fate() == Fate.ORPHANED) {
            ended.add(play.session.claim());
        }
    }

    @Override
    void changed(Scene scene, Journal.Change change) {
        State state = scene.states.decode(change.after().payload());
        if (state != null && scene.states.isTooLate(state)) {
            fail(state + " of " + change.profile() + " was made after the close and is stored");
        }
        if (change.verb() == Journal.Verb.COMMIT && change.before() != null) {
            Id claim = change.before().head().claim();
            // Of a document that was locked and has no data others take the claim for a part of what they read
            // (decision 17).
            boolean others = change.profile().equals(Bank.ID) && change.before().payload() == null;
            if (claim != null && ended.contains(claim) && !others) {
                fail(change.profile() + " was written under " + Words.of(claim) + ", whose session has ended");
            }
        }
    }
}
