package dev.latchkey.simulation;

import dev.latchkey.core.Cargo;
import dev.latchkey.core.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a trade makes of the states that it has gathered: gold and perhaps an item go from one to another. */
final class Bargain {
    private final States states;
    private final List<Transaction.Part> parts;
    private final List<@Nullable State> before = new ArrayList<>();
    private final long[] gold;
    private final List<List<String>> items = new ArrayList<>();
    private final List<State> made = new ArrayList<>();

    Bargain(States states, List<Transaction.Part> parts) {
        this.states = states;
        this.parts = parts;
        gold = new long[parts.size()];
        for (Transaction.Part part : parts) {
            State state = states.decode(part.payload());
            before.add(state);
            items.add(new ArrayList<>(state == null ? List.of() : state.items()));
        }
    }

    void strike(Chance chance) {
        int from = chance.below(parts.size());
        int to = (from + 1 + chance.below(parts.size() - 1)) % parts.size();
        State rich = before.get(from);
        long amount = rich == null || rich.gold() <= 0 ? 0 : chance.between(0, rich.gold());
        gold[from] -= amount;
        gold[to] += amount;
        if (!items.get(from).isEmpty() && chance.of(0.6)) {
            items.get(to).add(items.get(from).remove(0));
        }
    }

    List<Transaction.Change> changes() {
        List<Transaction.Change> changes = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            State from = before.get(i);
            List<String> had = from == null ? List.of() : from.items();
            List<String> has = items.get(i);
            State next = states.make(parts.get(i).profile(), from, gold[i], 0, has);
            made.add(next);
            Cargo cargo = new Cargo(List.of(), List.of(), without(has, had), without(had, has));
            changes.add(new Transaction.Change(parts.get(i).profile(), States.encode(next), cargo));
        }
        return changes;
    }

    List<State> made() {
        return made;
    }

    private static List<String> without(List<String> these, List<String> those) {
        return these.stream().filter(item -> !those.contains(item)).toList();
    }
}
