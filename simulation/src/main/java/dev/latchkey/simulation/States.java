package dev.latchkey.simulation;

import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every state that the game ever made, and what became of it in the store. Not thread-safe. */
final class States {
    private final List<State> all = new ArrayList<>();
    private final BitSet stored = new BitSet();
    private final BitSet tooLate = new BitSet();
    private final BitSet included = new BitSet();
    private final BitSet refused = new BitSet();

    /** A state that adds one update to another, null for a profile without data. */
    State next(ProfileId profile, @Nullable State from) {
        return from == null ? make(profile, null, 0, 0, List.of()) : make(profile, from, 0, 0, from.items());
    }

    /** A state with more or less gold, some of it made just now, and these items. */
    State make(ProfileId profile, @Nullable State from, long more, long minted, List<String> items) {
        State state = new State(
                profile,
                all.size() + 1,
                from == null ? 0 : from.id(),
                from == null ? 1 : from.steps() + 1,
                (from == null ? 0 : from.gold()) + more,
                (from == null ? 0 : from.minted()) + minted,
                List.copyOf(items));
        all.add(state);
        return state;
    }

    /** A state that the game makes after it has closed its session: it must never be stored. */
    State tooLate(ProfileId profile, @Nullable State from) {
        State state = next(profile, from);
        tooLate.set(state.id());
        return state;
    }

    boolean isTooLate(State state) {
        return tooLate.get(state.id());
    }

    @Nullable
    State parent(State state) {
        return state.parent() == 0 ? null : all.get(state.parent() - 1);
    }

    /** The store has it: it and all that it was made from are durable. */
    void storing(State state) {
        stored.set(state.id());
        for (State each = state; each != null && !included.get(each.id()); each = parent(each)) {
            included.set(each.id());
        }
    }

    boolean wasStored(State state) {
        return stored.get(state.id());
    }

    /** Whether it, or a state made from it, was stored. */
    boolean isIncluded(State state) {
        return included.get(state.id());
    }

    /** The game was told that it is not stored and will not be. */
    void refuse(State state) {
        refused.set(state.id());
    }

    boolean wasRefused(State state) {
        return refused.get(state.id());
    }

    /** All of these as one number. */
    int fate(State state) {
        return (wasStored(state) ? 1 : 0) + (isIncluded(state) ? 2 : 0) + (wasRefused(state) ? 4 : 0);
    }

    /** Whether {@code state} was made from {@code ancestor}, or is it. */
    boolean derives(State state, State ancestor) {
        State each = state;
        while (each != null && each.id() > ancestor.id()) {
            each = parent(each);
        }
        return ancestor.equals(each);
    }

    static Payload encode(State state) {
        String text = state.id() + " " + state.parent() + " " + state.steps();
        return new Payload(text.getBytes(StandardCharsets.UTF_8), "simulated", 1, true);
    }

    /** Null for no payload. */
    @Nullable
    State decode(@Nullable Payload payload) {
        if (payload == null) {
            return null;
        }
        String text = new String(payload.bytes(), StandardCharsets.UTF_8);
        return all.get(Integer.parseInt(text.substring(0, text.indexOf(' '))) - 1);
    }
}
