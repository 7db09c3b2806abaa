package dev.latchkey.bench;

import java.util.List;
import java.util.stream.IntStream;

/** What a game keeps of a player, about 450 bytes as JSON. Public for the codec. */
public record PlayerData(int level, long gold, List<Item> items) {
    /** Something that a player owns. */
    public record Item(String id, String kind, int count) {}

    static PlayerData fresh() {
        return new PlayerData(
                7,
                1_000,
                IntStream.range(0, 8)
                        .mapToObj(i -> new Item("item-%04d".formatted(i), "sword-of-bench", i))
                        .toList());
    }

    PlayerData withGold(long amount) {
        return new PlayerData(level, amount, items);
    }
}
