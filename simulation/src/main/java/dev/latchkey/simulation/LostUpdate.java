package dev.latchkey.simulation;

import dev.latchkey.core.Output;
import dev.latchkey.engine.memory.Journal;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Oracle 1: every write was made from the write before it, and what is loaded is what was written. */
final class LostUpdate extends Oracle {
    private record Written(ProfileId profile, long version) {}

    private final Map<Written, Integer> history = new HashMap<>();

    LostUpdate() {
        super(1, "every write's parent is the write before it");
    }

    @Override
    void changed(Scene scene, Journal.Change change) {
        ProfileRecord found = change.before();
        Payload payload = found == null ? null : found.payload();
        State before = scene.states.decode(payload);
        State after = scene.states.decode(change.after().payload());
        history.put(new Written(change.profile(), change.after().head().version()), after == null ? 0 : after.id());
        if (Objects.equals(before, after)) {
            return;
        }
        switch (change.verb()) {
            case COMMIT -> checkCommit(scene, change, before, after);
            case EDIT -> {}
            case OPEN, CANCEL -> fail(change.verb() + " changed the data of " + change.profile());
        }
    }

    private void checkCommit(Scene scene, Journal.Change change, @Nullable State before, @Nullable State after) {
        if (after == null) {
            fail("a commit of " + change.profile() + " removed " + before);
        } else if (before != null && !scene.states.derives(after, before)) {
            fail(after + " was written over " + before + " in " + change.profile() + " and was not made from it");
        } else if (before == null) {
            for (State each = after; each != null; each = scene.states.parent(each)) {
                if (scene.states.wasStored(each)) {
                    fail(after + " of " + change.profile() + " was made from " + each + ", which was erased");
                }
            }
        }
    }

    @Override
    void loaded(Scene scene, Play play, Output.Loaded loaded) {
        int got = play.state == null ? 0 : play.state.id();
        int written = history.getOrDefault(new Written(play.session.profile(), loaded.version()), 0);
        if (got != written) {
            fail(play + " was loaded with version " + loaded.version() + ", which is s" + written);
        }
    }
}
