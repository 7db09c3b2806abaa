package dev.latchkey.simulation;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The oracles of a run. */
final class Oracles {
    private static final List<Supplier<Oracle>> ALL = List.of(
            LostUpdate::new,
            Durability::new,
            Goods::new,
            OneActive::new,
            OneHolder::new,
            RightlyLost::new,
            RightlyUnknown::new,
            NoEviction::new,
            Served::new,
            NothingLeft::new,
            NothingAfterEnd::new,
            OrphanKept::new);

    private Oracles() {}

    /** Fresh ones for one run: those that can hold in this mode. */
    static List<Oracle> of(Mode mode) {
        return ALL.stream()
                .map(Supplier::get)
                .filter(oracle -> mode != Mode.BURIAL || oracle.number() != 3)
                .toList();
    }

    /** Fresh ones for one run: those with these numbers only. */
    static List<Oracle> only(Set<Integer> numbers) {
        return ALL.stream()
                .map(Supplier::get)
                .filter(oracle -> numbers.contains(oracle.number()))
                .toList();
    }
}
