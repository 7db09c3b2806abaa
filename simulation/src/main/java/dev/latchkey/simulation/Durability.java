package dev.latchkey.simulation;

import dev.latchkey.core.JournalEntry;
import dev.latchkey.core.Output;
import dev.latchkey.core.Transaction;
import dev.latchkey.engine.memory.Journal;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Oracle 2: what was reported done is in the store, what was reported refused never is, and nothing is just gone. */
final class Durability extends Oracle {
    Durability() {
        super(2, "reported done is stored, reported refused is not");
    }

    @Override
    void saved(Scene scene, Play play, State state) {
        if (!scene.states.isIncluded(state)) {
            fail(state + " of " + play + " was reported saved and is not stored");
        }
    }

    @Override
    void ended(Scene scene, Play play, Output.Ended ended) {
        State newest = play.newest;
        if (newest == null) {
            return;
        }
        boolean stored = scene.states.isIncluded(newest);
        switch (ended.fate()) {
            case STORED -> {
                if (!stored) {
                    fail(newest + " of " + play + " was reported stored at its end and is not");
                }
            }
            case ORPHANED -> {
                if (stored) {
                    fail(newest + " of " + play + " was reported refused and is stored");
                }
                scene.states.refuse(newest);
            }
            case UNKNOWN, JOURNALLED -> {}
        }
    }

    @Override
    void concluded(Scene scene, Trade trade, Transaction.Conclusion conclusion) {
        boolean unknown = conclusion instanceof Transaction.Unknown;
        for (State made : trade.made) {
            boolean stored = scene.states.isIncluded(made);
            if (conclusion instanceof Transaction.Stored && !stored) {
                fail(made + " of " + trade + " was reported stored and is not");
            } else if (!(conclusion instanceof Transaction.Stored) && !unknown) {
                scene.states.refuse(made);
                if (stored) {
                    fail(made + " of " + trade + " was reported " + conclusion + " and is stored");
                }
            }
        }
    }

    @Override
    void changed(Scene scene, Journal.Change change) {
        if (change.verb() == Journal.Verb.EDIT && change.after().erased()) {
            scene.erased.put(change.profile(), change.after().head().token());
        }
        State state = scene.states.decode(change.after().payload());
        if (state != null && scene.states.wasRefused(state)) {
            fail(state + " of " + change.profile() + " was reported refused and is being stored");
        }
    }

    @Override
    void other(Scene scene, Server server, Output output) {
        if (output instanceof Output.Stopped stopped) {
            for (Play play : server.plays) {
                fail(play + " has no end although its server has stopped");
            }
            for (JournalEntry entry : stopped.journal()) {
                State state = newest(scene, entry);
                if (entry instanceof JournalEntry.Unreleased && state != null && scene.states.wasRefused(state)) {
                    fail(state + " was reported refused and is to be written once more");
                }
            }
        } else if (output instanceof Output.Replayed) {
            scene.journal(server).forEach(entry -> checkReplayed(scene, entry));
        }
    }

    private void checkReplayed(Scene scene, JournalEntry entry) {
        State state = newest(scene, entry);
        if (state != null && !scene.states.isIncluded(state) && !isShelved(scene, state) && !isErased(scene, entry)) {
            fail(state + " was in the journal, was reported settled, and is neither stored nor kept as an orphan");
        }
    }

    private static boolean isErased(Scene scene, JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.Unshelved unshelved ->
                isErased(scene, unshelved.orphan().profile(), unshelved.orphan().fence());
            case JournalEntry.Unreleased unreleased -> isErased(scene, unreleased.profile(), unreleased.fence());
        };
    }

    private static boolean isErased(Scene scene, ProfileId profile, Fence fence) {
        return fence.token() < scene.erased.getOrDefault(profile, 0L);
    }

    static boolean isShelved(Scene scene, State state) {
        var shelved = scene.engine.orphans(state.profile(), Integer.MAX_VALUE);
        return shelved instanceof Outcome.Done<java.util.List<dev.latchkey.spi.OrphanShelf.Shelved>> done
                && done.reply().stream()
                        .anyMatch(each ->
                                state.equals(scene.states.decode(each.orphan().payload())));
    }

    private static @Nullable State newest(Scene scene, JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.Unshelved unshelved ->
                scene.states.decode(unshelved.orphan().payload());
            case JournalEntry.Unreleased unreleased -> {
                Payload payload = unreleased.payload();
                // What a transaction would have made of it is nobody's loss where another member's record refused it
                // (S7).
                if (payload == null && unreleased.inFlight() != null && !unreleased.alternative()) {
                    payload = unreleased.inFlight().writes().stream()
                            .filter(write -> write.profile().equals(unreleased.profile()))
                            .map(Write::payload)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null);
                }
                yield scene.states.decode(payload);
            }
        };
    }
}
