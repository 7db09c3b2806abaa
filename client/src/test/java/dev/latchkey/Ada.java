package dev.latchkey;

import java.util.ArrayList;
import java.util.List;

/** What the tests keep of a player. */
record Ada(long gold, List<String> items) {
    Ada {
        items = List.copyOf(items);
    }

    static Ada fresh() {
        return new Ada(0, List.of());
    }

    Ada withGold(long gold) {
        return new Ada(gold, items);
    }

    Ada withItem(String item) {
        List<String> more = new ArrayList<>(items);
        more.add(item);
        return new Ada(gold, more);
    }
}
