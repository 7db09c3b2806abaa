package dev.latchkey.engine.memory;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Place;
import dev.latchkey.spi.ProfileId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where unique items are, and where they were. Not thread-safe. */
final class MemoryItems {
    private final Map<String, Holding> holdings;
    private final Map<String, List<ItemIndex.Move>> moves;

    MemoryItems() {
        this(new TreeMap<>(), new LinkedHashMap<>());
    }

    private MemoryItems(Map<String, Holding> holdings, Map<String, List<ItemIndex.Move>> moves) {
        this.holdings = holdings;
        this.moves = moves;
    }

    MemoryItems copy() {
        Map<String, List<ItemIndex.Move>> paths = new LinkedHashMap<>();
        moves.forEach((item, path) -> paths.put(item, new ArrayList<>(path)));
        return new MemoryItems(new TreeMap<>(holdings), paths);
    }

    @Nullable
    Holding holding(String item) {
        return holdings.get(item);
    }

    /** An item is there from now on; null: nowhere. */
    void place(String item, @Nullable Place to, String server, Instant now) {
        Holding before = to == null ? holdings.remove(item) : holdings.put(item, new Holding(item, to, now));
        Place from = before == null ? null : before.place();
        moves.computeIfAbsent(item, id -> new ArrayList<>()).add(new ItemIndex.Move(now, from, to, server));
    }

    List<ItemIndex.Move> path(String item, int limit) {
        return moves.getOrDefault(item, List.of()).reversed().stream()
                .limit(limit)
                .toList();
    }

    List<Belongings.Item> of(ProfileId profile) {
        return holdings.values().stream()
                .filter(holding -> isOf(profile, holding.place()))
                .map(holding -> new Belongings.Item(holding, moves.getOrDefault(holding.item(), List.of())))
                .toList();
    }

    /** In the place of all items of a profile; one that another has goes over to it. */
    void replace(Belongings with) {
        of(with.profile()).forEach(this::forget);
        for (Belongings.Item each : with.items()) {
            forget(each);
            holdings.put(each.holding().item(), each.holding());
            moves.put(each.holding().item(), new ArrayList<>(each.path()));
        }
        moves.values().removeIf(List::isEmpty);
    }

    private void forget(Belongings.Item item) {
        holdings.remove(item.holding().item());
        moves.remove(item.holding().item());
    }

    /** All items of an erased profile and of its letters are gone. */
    void erase(ProfileId profile, String server, Instant now) {
        List<String> gone = holdings.values().stream()
                .filter(holding -> isOf(profile, holding.place()))
                .map(Holding::item)
                .toList();
        gone.forEach(item -> place(item, null, server, now));
    }

    private static boolean isOf(ProfileId profile, Place place) {
        return switch (place) {
            case Place.InProfile in -> in.profile().equals(profile);
            case Place.InTransit in -> in.to().equals(profile);
        };
    }

    int forget(Instant before, int most) {
        int gone = 0;
        for (List<ItemIndex.Move> path : moves.values()) {
            while (gone < most && !path.isEmpty() && path.get(0).at().isBefore(before)) {
                path.remove(0);
                gone++;
            }
        }
        moves.values().removeIf(List::isEmpty);
        return gone;
    }

    Map<String, Holding> copyOfAll() {
        return new TreeMap<>(holdings);
    }
}
